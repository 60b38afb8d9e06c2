import { effect, signal } from '@preact/signals';
import { counts, openings } from '../core';
import { toast } from '../parts/toast';

/** Notifications of the desktop when leads come while nobody looks: only where somebody asked for them. */

const key = 'leadloom.notices';

function remembered(): boolean {
  try {
    return localStorage.getItem(key) === 'on' && Notification.permission === 'granted';
  } catch {
    return false;
  }
}

export const canNotify = 'Notification' in globalThis;
export const notices = signal(canNotify && remembered());

export async function wantNotices(wanted: boolean): Promise<void> {
  const may = wanted && (await Notification.requestPermission()) === 'granted';
  if (wanted && !may)
    toast('The browser does not let this page notify. Allow it in the settings of the site.');
  notices.value = may;
  try {
    localStorage.setItem(key, may ? 'on' : 'off');
  } catch {
    // Works without, it is only not remembered.
  }
}

/** New leads when somebody last looked, of this workspace. */
let seen: { opening: number; leads: number } | undefined;

effect(() => {
  const leads = counts.value?.new;
  const opening = openings.value;
  if (leads === undefined) return;
  const before = seen?.opening === opening ? seen.leads : leads;
  seen = { opening, leads };
  if (!notices.value || leads <= before || !document.hidden) return;
  const more = leads - before;
  const notice = new Notification(more === 1 ? 'A new lead' : `${more} new leads`, {
    body: leads === 1 ? '1 lead is waiting.' : `${leads} leads are waiting.`,
    tag: 'leadloom',
  });
  notice.onclick = () => {
    window.focus();
    notice.close();
  };
});
