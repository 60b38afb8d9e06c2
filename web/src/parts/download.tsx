import { Icon } from './icon';
import { save } from './save';

interface Props {
  type: string;
  label: string;
  file(): { name: string; text: string } | Promise<{ name: string; text: string }>;
}

/** Hands a text to the user as a file. It goes to the disk and nowhere else. */
export function Download({ type, label, file }: Props) {
  return (
    <button
      type="button"
      class="button button-small"
      onClick={async () => {
        const { name, text } = await file();
        save(name, new Blob([text], { type }));
      }}
    >
      <Icon name="download" />
      {label}
    </button>
  );
}
