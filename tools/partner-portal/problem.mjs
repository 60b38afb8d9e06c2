/** Errors as RFC 7807 problem details: what happened and what to do next. */

/** An error that is answered as it stands. */
export class Problem extends Error {
  /**
   * @param {number} status
   * @param {string} code stable, for programs
   * @param {string} title one sentence, for people
   * @param {{ next: string, headers?: Record<string, string> }} more `next` is the next step
   */
  constructor(status, code, title, { next, headers = {} }) {
    super(title);
    this.status = status;
    this.code = code;
    this.next = next;
    this.headers = headers;
  }

  /** The document of the answer. */
  toJSON() {
    const { status, code, message: title, next } = this;
    return { type: `urn:leadloom:partner-portal:${code}`, title, status, next };
  }
}
