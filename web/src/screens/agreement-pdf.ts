import {
  beginText,
  endText,
  PDFOperatorNames as Operator,
  PDFDocument,
  type PDFFont,
  PDFHexString,
  PDFName,
  PDFOperator,
  type PDFPage,
  PDFString,
  popGraphicsState,
  pushGraphicsState,
  rgb,
  StandardFonts,
  setFontAndSize,
  setTextMatrix,
  setTextRenderingMode,
  TextRenderingMode,
} from '@cantoo/pdf-lib';
import type { AgreementView } from 'leadloom';
import { roleName } from '../me';
import { absolute } from '../time';

/** US Letter, in points. */
const width = 612;
const height = 792;
const margin = 64;
const ink = rgb(0.1, 0.12, 0.15);

/** Whether the fonts that every reader has can write it. */
function isPlain(font: PDFFont, text: string): boolean {
  const known = font.getCharacterSet();
  return [...text].every((letter) => known.includes(letter.codePointAt(0) ?? 0));
}

/** Runs of the scripts that are written from the right. */
const fromTheRight =
  /([\p{Script=Hebrew}\p{Script=Arabic}\p{Script=Syriac}\p{Script=Thaana}\p{Script=Nko}]+)/u;

const canvas = () => {
  const context = new OffscreenCanvas(1, 1).getContext('2d');
  if (!context) throw new Error('This browser cannot draw text.');
  return context;
};

/**
 * A document of lines. What the built-in fonts lack is drawn by the browser, which has a font for every
 * script, and stands behind its picture as text that can be searched and read aloud (PDF 32000-1,
 * 14.9.4, ActualText).
 */
class Paper {
  #document: PDFDocument;
  #page: PDFPage;
  #y = height - margin;

  constructor(document: PDFDocument) {
    this.#document = document;
    this.#page = document.addPage([width, height]);
  }

  newPage() {
    this.#page = this.#document.addPage([width, height]);
    this.#y = height - margin;
  }

  space(points: number) {
    this.#y -= points;
  }

  /** A paragraph, broken into lines. */
  async write(text: string, font: PDFFont, size: number): Promise<void> {
    for (const line of text.split('\n')) {
      for (const part of this.#broken(line, font, size)) await this.#line(part, font, size);
    }
  }

  #width(text: string, font: PDFFont, size: number): number {
    if (isPlain(font, text)) return font.widthOfTextAtSize(text, size);
    const context = canvas();
    context.font = `${size}px sans-serif`;
    return context.measureText(text).width;
  }

  #broken(line: string, font: PDFFont, size: number): string[] {
    const room = width - 2 * margin;
    const lines: string[] = [];
    let current = '';
    // Scripts without blanks are broken where a line is full.
    const words = line
      .split(/(?<= )/)
      .flatMap((word) => (this.#width(word, font, size) <= room ? [word] : [...word]));
    for (const word of words) {
      if (current && this.#width(current + word.trimEnd(), font, size) > room) {
        lines.push(current.trimEnd());
        current = '';
      }
      current += word;
    }
    return [...lines, current.trimEnd()];
  }

  async #line(text: string, font: PDFFont, size: number): Promise<void> {
    const step = size * 1.4;
    if (this.#y - step < margin) this.newPage();
    this.#y -= step;
    if (!text) return;
    if (isPlain(font, text)) {
      this.#page.drawText(text, { x: margin, y: this.#y, size, font, color: ink });
      return;
    }
    await this.#picture(text, font, size);
  }

  async #picture(text: string, font: PDFFont, size: number): Promise<void> {
    const scale = 4;
    const wide = Math.ceil(this.#width(text, font, size)) + 2;
    const tall = Math.ceil(size * 1.6);
    const drawing = new OffscreenCanvas(wide * scale, tall * scale);
    const context = drawing.getContext('2d');
    if (!context) throw new Error('This browser cannot draw text.');
    context.scale(scale, scale);
    context.font = `${size}px sans-serif`;
    context.textBaseline = 'alphabetic';
    context.fillStyle = '#1a1f26';
    context.fillText(text, 0, size * 1.15);
    const bytes = await (await drawing.convertToBlob({ type: 'image/png' })).arrayBuffer();
    const image = await this.#document.embedPng(bytes);
    const x = margin;
    const y = this.#y - (tall - size * 1.15);
    this.#page.drawImage(image, { x, y, width: wide, height: tall });
    this.#say(text, font, size);
  }

  /**
   * Text that is not seen, where its picture is: run by run. Readers expect the scripts that are written
   * from the right as they stand on paper, and turn them.
   */
  #say(text: string, font: PDFFont, size: number) {
    const context = canvas();
    context.font = `${size}px sans-serif`;
    const name = this.#page.node.newFontDictionary(font.name, font.ref);
    const dot = font.widthOfTextAtSize('.', size);
    let x = margin;
    for (const run of text.split(fromTheRight)) {
      const wide = context.measureText(run).width;
      const letters = [...run];
      const [used, shown, said] = fromTheRight.test(run)
        ? [this.#visual(letters), codes(letters), undefined]
        : [name, PDFHexString.of('2e'), run];
      // What is written takes the room of what it stands for.
      const natural = said === undefined ? letters.length * size : dot;
      const span = this.#document.context.obj(
        said === undefined ? {} : { ActualText: PDFHexString.fromText(said) },
      );
      this.#page.pushOperators(
        PDFOperator.of(Operator.BeginMarkedContentSequence, [PDFName.of('Span'), span] as never),
        // What is unseen ends with it.
        pushGraphicsState(),
        beginText(),
        setFontAndSize(used, size),
        setTextRenderingMode(TextRenderingMode.Invisible),
        setTextMatrix(wide / natural, 0, 0, 1, x, this.#y),
        PDFOperator.of(Operator.ShowText, [shown]),
        endText(),
        popGraphicsState(),
        PDFOperator.of(Operator.EndMarkedContent),
      );
      x += wide;
    }
  }

  /** A font without shapes whose codes 1, 2, … are these letters from the right: 9.10.3, ToUnicode. */
  #visual(letters: readonly string[]) {
    const { context } = this.#document;
    const rows = letters.toReversed().map((letter, index) => {
      const units = [...Array(letter.length).keys()].map((at) => hex(letter.charCodeAt(at)));
      return `<${hex(index + 1)}> <${units.join('')}>`;
    });
    const map = [
      '/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /L def /CMapType 2 def',
      '1 begincodespacerange <0000> <FFFF> endcodespacerange',
      `${rows.length} beginbfchar ${rows.join(' ')} endbfchar`,
      'endcmap CMapName currentdict /CMap defineresource pop end end',
    ].join('\n');
    const descendant = context.register(
      context.obj({
        Type: 'Font',
        Subtype: 'CIDFontType2',
        BaseFont: 'Helvetica',
        CIDSystemInfo: {
          Registry: PDFString.of('Adobe'),
          Ordering: PDFString.of('Identity'),
          Supplement: 0,
        },
        DW: 1000,
      }),
    );
    const font = context.register(
      context.obj({
        Type: 'Font',
        Subtype: 'Type0',
        BaseFont: 'Helvetica',
        Encoding: 'Identity-H',
        DescendantFonts: [descendant],
        ToUnicode: context.register(context.flateStream(map)),
      }),
    );
    return this.#page.node.newFontDictionary('Letters', font);
  }
}

const hex = (code: number) => code.toString(16).padStart(4, '0');

const codes = (letters: readonly string[]) =>
  PDFHexString.of(letters.map((_, index) => hex(index + 1)).join(''));

/** The text that a record of acceptance belongs to: what was accepted, where that was kept. */
export function textOf({ accepted, acceptedText, version, sha256, text }: AgreementView) {
  if (accepted && acceptedText)
    return { version: accepted.version, sha256: accepted.sha256, text: acceptedText };
  const lost =
    accepted && accepted.sha256 !== sha256
      ? `The text that was accepted, version ${accepted.version}, was not kept. This is the text in force, which has not been accepted.`
      : undefined;
  return { version, sha256, text, lost };
}

/** The agreement as a PDF: its text, and on a page of its own who accepted it, when, and what. */
export async function agreementPdf(view: AgreementView): Promise<Blob> {
  const { accepted } = view;
  const { version, sha256, text: body, lost } = textOf(view);
  const document = await PDFDocument.create();
  const [text, bold] = await Promise.all([
    document.embedFont(StandardFonts.Helvetica),
    document.embedFont(StandardFonts.HelveticaBold),
  ]);
  document.setTitle(`${view.title}, version ${version}`);
  document.setSubject(`Data agreement with ${view.name}`);
  document.setProducer('Leadloom');
  document.setCreator('Leadloom');
  document.catalog.set(PDFName.of('Lang'), PDFString.of('en-US'));
  const paper = new Paper(document);
  await paper.write(view.title, bold, 16);
  await paper.write(`${view.name} · version ${version}`, text, 10);
  if (view.sample) await paper.write('Sample text, not a contract', text, 10);
  if (lost) await paper.write(lost, bold, 10);
  paper.space(12);
  for (const paragraph of body.split(/\n{2,}/)) {
    const end = paragraph.indexOf('\n');
    if (end > 0) await paper.write(paragraph.slice(0, end), bold, 10.5);
    await paper.write(end > 0 ? paragraph.slice(end + 1) : paragraph, text, 10.5);
    paper.space(6);
  }
  if (accepted) {
    paper.newPage();
    await paper.write('Record of acceptance', bold, 16);
    if (lost) await paper.write(lost, text, 10);
    paper.space(12);
    const rows = [
      ['Accepted by', accepted.acceptedBy.name],
      ['Role', roleName(accepted.acceptedBy.role)],
      ['On', `${absolute(accepted.acceptedAt)} (${accepted.acceptedAt})`],
      ['Version accepted', accepted.version],
      ['SHA-256 of the text accepted', accepted.sha256],
      ['Version in this document', version],
      ['SHA-256 of this text', sha256],
    ];
    for (const [name, value] of rows) {
      await paper.write(name ?? '', bold, 10);
      await paper.write(value ?? '', text, 10);
      paper.space(6);
    }
  }
  const pages = document.getPages();
  pages.forEach((page, index) => {
    const foot = `Page ${index + 1} of ${pages.length}`;
    page.drawText(foot, { x: margin, y: margin / 2, size: 9, font: text, color: ink });
  });
  return new Blob([(await document.save()) as Uint8Array<ArrayBuffer>], {
    type: 'application/pdf',
  });
}
