import type { ComponentChildren } from 'preact';
import { Copy } from './copy';
import { Download } from './download';

interface Props {
  /** As “Booking request”. */
  title: string;
  method: string;
  path: string;
  json: string;
  /** Without its ending. */
  fileName: string;
  /** Nothing that is required is missing: only then is it offered. */
  whole?: boolean;
  /** What else can be done with it. */
  children?: ComponentChildren;
}

/** A request to ServiceTitan, to be copied or saved. */
export function RequestText(props: Props) {
  const { title, method, path, json, fileName, whole = true, children } = props;
  return (
    <div class="request">
      <div class="request-head">
        <code>
          <strong>{method}</strong> {path}
        </code>
        {whole && (
          <span class="actions">
            <Copy text={json} what={title.toLowerCase()} label="Copy" />
            <Download
              type="application/json"
              label="Download"
              file={() => ({ name: `${fileName.replace(/[^\w.-]+/g, '_')}.json`, text: json })}
            />
            {children}
          </span>
        )}
      </div>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, so keys must reach it */}
      <pre tabIndex={0} role="region" aria-label={`${title} as JSON`}>
        {json}
      </pre>
    </div>
  );
}
