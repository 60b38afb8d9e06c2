import { fail } from '../core';
import { me } from '../me';
import { asked } from '../office';
import { Icon } from '../parts/icon';
import { save } from '../parts/save';

async function download(integration: string) {
  const [{ agreementPdf, textOf }, view] = await Promise.all([
    import('./agreement-pdf'),
    asked((of) => of.agreement(integration, me.value.role)),
  ]);
  if (!view) return;
  save(`${integration}-agreement-${textOf(view).version}.pdf`, await agreementPdf(view));
}

const failed = fail('The PDF could not be made', 'Check the connection, then try again.');

/** The agreement and its record as a PDF; what writes it comes with the click. */
export function PdfButton({ integration }: { integration: string }) {
  return (
    <button type="button" class="button" onClick={() => download(integration).catch(failed)}>
      <Icon name="download" />
      Download PDF
    </button>
  );
}
