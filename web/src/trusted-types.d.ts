// TypeScript 7's DOM library does not know Trusted Types yet.
interface TrustedScriptURL {
  toString(): string;
}
declare const trustedTypes:
  | {
      createPolicy(
        name: string,
        rules: { createScriptURL(address: string): string },
      ): { createScriptURL(address: string): TrustedScriptURL };
    }
  | undefined;
