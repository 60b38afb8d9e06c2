/** What the OpenID provider remembers (sessions, grants, tokens) until the portal stops. */

/** A memory of its own for each portal. */
export function newMemory() {
  /** @type {Map<string, Map<string, any>>} */
  const kinds = new Map();
  const rowsOf = (kind) => {
    if (!kinds.has(kind)) kinds.set(kind, new Map());
    return /** @type {Map<string, any>} */ (kinds.get(kind));
  };

  return {
    /** Forgets all of these kinds. */
    forget(...names) {
      for (const name of names) rowsOf(name).clear();
    },

    /** The provider's way to one kind. It looks at the expiry itself. */
    adapter(kind) {
      const rows = rowsOf(kind);
      return {
        async upsert(id, row) {
          rows.set(id, row);
        },
        async find(id) {
          return rows.get(id);
        },
        async findByUid(uid) {
          return [...rows.values()].find((row) => row.uid === uid);
        },
        async findByUserCode() {
          return undefined;
        },
        async consume(id) {
          rows.get(id).consumed = Math.floor(Date.now() / 1000);
        },
        async destroy(id) {
          rows.delete(id);
        },
        async revokeByGrantId(grantId) {
          for (const [id, row] of rows) if (row.grantId === grantId) rows.delete(id);
        },
      };
    },
  };
}
