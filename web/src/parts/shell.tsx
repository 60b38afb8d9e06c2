import { useSignal } from '@preact/signals';
import {
  counts,
  fail,
  feeds,
  leaveWorkspace,
  restoreSample,
  startEmpty,
  type Undo,
  workspace,
} from '../core';
import { lock } from '../lock';
import { href, route, type Screen } from '../route';
import { Erase } from '../screens/erase';
import { bookingsLabel } from '../screens/lead-labels';
import { OpenFiles } from '../screens/open-files';
import { savedSetUp } from '../screens/saved-set-up';
import { handOverTo, portals } from '../sign-in';
import { Download } from './download';
import { Icon, type IconName } from './icon';
import { ThemeSwitch } from './theme-switch';
import { toast } from './toast';
import { WhoAmI } from './who-am-i';

interface Entry {
  screen: Exclude<Screen, 'set-up'>;
  icon: IconName;
  label: string;
  count?: number | undefined;
  counted?: string;
}

async function swapped(done: Promise<Undo | undefined>, text: string) {
  const undo = await done;
  if (undo) toast(text, undo);
}

/** They come when they are wanted. */
const unreachable = fail(
  'The passphrase cannot be set now',
  'Check the connection, then try again.',
);

const lockNow = () => import('../lock/keys').then(({ lockAll }) => lockAll(), unreachable);

/** On a small screen the menu covers what was chosen. */
const closeMenu = () => document.getElementById('side')?.hidePopover();

function Link({ screen, icon, label, count, counted }: Entry) {
  const here = route.value.screen;
  const current = here === screen || (here === 'set-up' && screen === 'integrations');
  return (
    <li>
      <a href={href({ screen })} aria-current={current ? 'page' : undefined} onClick={closeMenu}>
        <Icon name={icon} />
        <span class="nav-label">{label}</span>
        {count !== undefined && (
          <span class="nav-count">
            {count.toLocaleString('en-US')}
            <span class="unseen"> {counted}</span>
          </span>
        )}
      </a>
    </li>
  );
}

function Brand() {
  return (
    <a class="brand" href={href({ screen: 'bookings' })}>
      <svg class="brand-mark" viewBox="0 0 32 32" aria-hidden="true" focusable="false">
        <rect width="32" height="32" rx="8" />
        <path d="M10 5v8M10 19v8M22 5v14M22 25v2M5 10h14M25 10h2M5 22h2M13 22h14" />
      </svg>
      Leadloom
    </a>
  );
}

/** Navigation and everything about the workspace. On a small screen it is a menu. */
export function Shell() {
  const opening = useSignal(false);
  const erasing = useSignal(false);
  const passphrase = useSignal<typeof import('../lock/dialog').Passphrase | undefined>(undefined);
  const { value: Passphrase } = passphrase;
  const { name, sample, documents } = workspace.value;
  return (
    <header class="shell">
      <div class="topbar">
        <button
          type="button"
          class="icon-button"
          popovertarget="side"
          aria-label="Menu"
          title="Menu"
        >
          <Icon name="menu" />
        </button>
        <Brand />
      </div>
      {/* A popover only where the style sheet lets it be one: wide screens show it in place. */}
      <div class="side" id="side" popover="auto">
        <div class="side-head">
          <Brand />
          <ThemeSwitch />
        </div>
        <nav aria-label="Main">
          <ul>
            <Link
              screen="bookings"
              icon="inbox"
              label={bookingsLabel.value}
              count={counts.value?.new}
              counted="new"
            />
            <Link
              screen="held"
              icon="held"
              label="Held back"
              count={counts.value && counts.value.held + counts.value.setAside}
              counted="held back"
            />
          </ul>
          <h2 class="nav-title">Settings</h2>
          <ul>
            <Link screen="integrations" icon="integrations" label="Marketing Integrations" />
            <Link screen="mapping" icon="mapping" label="Job Type Mapping" />
            <Link screen="history" icon="clock" label="History" />
            <Link screen="validator" icon="validator" label="Validator" />
          </ul>
        </nav>
        <section class="workspace" aria-label="Workspace">
          <p>
            {name && <strong class="block">{name}</strong>}
            <span class={name ? 'quiet' : 'strong'}>
              {sample ? 'Sample workspace' : `Your files (${documents})`}
            </span>
          </p>
          <p class="workspace-actions">
            <button
              type="button"
              class="link"
              onClick={() => swapped(startEmpty(), 'Set-up emptied. Tenant and alerts stay.')}
            >
              Start empty
            </button>
            <button
              type="button"
              class="link"
              onClick={() => swapped(restoreSample(), 'Sample restored.')}
            >
              Restore sample
            </button>
            <button
              type="button"
              class="link"
              onClick={() => swapped(leaveWorkspace(), 'A new workspace. Open your files.')}
            >
              {sample ? 'Leave sample' : 'New workspace'}
            </button>
            <button
              type="button"
              class="link"
              onClick={() => {
                closeMenu();
                erasing.value = true;
              }}
            >
              Erase everything
            </button>
          </p>
          <div class="workspace-files">
            <button
              type="button"
              class="button button-small"
              onClick={() => {
                closeMenu();
                opening.value = true;
              }}
            >
              <Icon name="files" />
              Open files
            </button>
            <Download type="application/json" label="Save set-up" file={savedSetUp} />
          </div>
        </section>
        <WhoAmI />
        <p class="privacy">
          <a href="./docs/index.html">Documentation</a>
        </p>
        <p class="privacy">
          <Icon name="lock" />
          <span>
            {handOverTo.value
              ? 'Everything stays in this browser but what you hand over.'
              : Object.keys(portals.value).length + feeds.value.length === 0
                ? 'Everything stays in this browser. Nothing is sent anywhere.'
                : 'Everything stays in this browser. Only a sign-in and a live feed ask the partner.'}{' '}
            <button
              type="button"
              class="link"
              onClick={() => {
                closeMenu();
                import('../lock/dialog').then(({ Passphrase }) => {
                  passphrase.value = Passphrase;
                }, unreachable);
              }}
            >
              {lock.value ? 'Passphrase' : 'Set a passphrase'}
            </button>
            {lock.value && (
              <>
                {' · '}
                <button type="button" class="link" onClick={lockNow}>
                  Lock now
                </button>
              </>
            )}
          </span>
        </p>
      </div>
      {erasing.value && (
        <Erase
          onClose={() => {
            erasing.value = false;
          }}
        />
      )}
      {Passphrase && (
        <Passphrase
          onClose={() => {
            passphrase.value = undefined;
          }}
        />
      )}
      {opening.value && (
        <OpenFiles
          onClose={() => {
            opening.value = false;
          }}
        />
      )}
    </header>
  );
}
