import { type Theme, theme } from '../theme';
import { Icon, type IconName } from './icon';

const choices: { value: Theme; icon: IconName; word: string }[] = [
  { value: 'system', icon: 'system', word: 'Follow the system' },
  { value: 'light', icon: 'sun', word: 'Light' },
  { value: 'dark', icon: 'moon', word: 'Dark' },
];

export function ThemeSwitch() {
  return (
    <fieldset class="theme">
      <legend class="unseen">Theme</legend>
      {choices.map(({ value, icon, word }) => (
        <label key={value} title={word}>
          <input
            type="radio"
            name="theme"
            class="unseen"
            value={value}
            checked={theme.value === value}
            onChange={() => {
              theme.value = value;
            }}
          />
          <Icon name={icon} />
          <span class="unseen">{word}</span>
        </label>
      ))}
    </fieldset>
  );
}
