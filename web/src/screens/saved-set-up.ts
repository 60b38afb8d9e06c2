import { setupFile } from '../core';
import { toast } from '../parts/toast';

/** The set-up as a file; its fingerprint is said, so that whoever gets it can compare (N9). */
export async function savedSetUp(): Promise<{ name: string; text: string }> {
  const file = await setupFile();
  const { asked } = await import('../office');
  // Without the office there is the file all the same.
  const exported = await asked((of) => of.exportSetup()).catch(() => undefined);
  if (exported) toast(`${file.name} is saved. Its SHA-256: ${exported.sha256}`);
  return file;
}
