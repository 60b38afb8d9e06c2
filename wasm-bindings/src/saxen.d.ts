/** What is used of saxen, which brings no types. */
declare module 'saxen' {
  export class Parser {
    on(
      name: 'openTag',
      does: (
        name: string,
        attributes: () => Record<string, string>,
        decode: (text: string) => string,
      ) => void,
    ): this;
    on(name: 'closeTag', does: (name: string) => void): this;
    on(name: 'text', does: (text: string, decode: (text: string) => string) => void): this;
    on(name: 'cdata', does: (text: string) => void): this;
    on(name: 'error', does: (error: Error) => void): this;
    parse(xml: string): void;
  }
}
