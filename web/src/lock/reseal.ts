import {
  asLockedBy,
  atOnce,
  closed,
  type Database,
  type Lock,
  opened,
  type Seal,
  type Sealable,
} from '../database';

/** The stores, and whether their records carry their own key. */
const keyed: Record<Sealable, boolean> = {
  documents: true,
  batches: false,
  journal: false,
  feeds: true,
};

interface Store {
  getAll(): Promise<object[]>;
  getAllKeys(): Promise<IDBValidKey[]>;
  clear(): Promise<void>;
  put(record: object, key?: IDBValidKey): Promise<unknown>;
}

/**
 * Seals all that is kept anew, under another lock or none. Everything is read and sealed first, then
 * written in one transaction: whoever ends the page meanwhile finds it as it was. Only who writes alone
 * may do it.
 */
export async function reseal(
  db: Database,
  from: Seal,
  to: Seal,
  lock: Lock | undefined,
): Promise<void> {
  const names = Object.keys(keyed) as Sealable[];
  const anew = await Promise.all(
    names.map(async (name) => {
      const store = db.transaction(name).store as unknown as Store;
      const [kept, keys] = await Promise.all([store.getAll(), store.getAllKeys()]);
      const records = await closed(to, name, await opened(from, name, kept));
      return { name, records, keys: keyed[name] ? [] : keys };
    }),
  );
  await atOnce(db, async (tx) => {
    await asLockedBy(tx, from);
    for (const { name, records, keys } of anew) {
      const store = tx.objectStore(name) as unknown as Store;
      await store.clear();
      for (const [index, record] of records.entries()) await store.put(record, keys[index]);
    }
    const locks = tx.objectStore('lock');
    if (lock) await locks.put(lock, 'lock');
    else await locks.clear();
  });
}
