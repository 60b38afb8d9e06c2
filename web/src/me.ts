import { effect, signal } from '@preact/signals';
import type { Person } from 'leadloom';

/** Who sits at the desk. Written into every command; kept in this browser only. */
export const roles = ['Owner', 'Admin', 'CSR', 'Dispatch', 'GeneralOffice'] as const;

export const roleNames: Record<(typeof roles)[number], string> = {
  Owner: 'Owner',
  Admin: 'Administrator',
  CSR: 'CSR',
  Dispatch: 'Dispatch',
  GeneralOffice: 'General Office',
};

const key = 'leadloom.me';

/** Whoever opens the page for the first time. */
export const stranger: Person = { name: 'Sample Owner', role: 'Owner' };

function remembered(): Person {
  try {
    const { name, role } = JSON.parse(localStorage.getItem(key) ?? '{}') as Partial<Person>;
    if (typeof name === 'string' && typeof role === 'string') return { name, role };
  } catch {
    // Nothing readable kept, or storage is closed to us.
  }
  return stranger;
}

export const me = signal<Person>(remembered());

/** Why a name must be given before anything can be done; each time anew. */
export const nameWanted = signal<{ why: string } | undefined>(undefined);

effect(() => {
  const text = JSON.stringify(me.value);
  try {
    localStorage.setItem(key, text);
  } catch {
    // Works without, it is only not remembered.
  }
});

export const roleName = (role: string) =>
  (roleNames as Record<string, string | undefined>)[role] ?? role;
