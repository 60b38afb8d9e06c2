/** What no name of a file may have on one system or another, and what would show it other than it is. */
const forbidden = /[\\/:*?"<>|\p{Cc}\p{Cf}]+/gu;

/** Hands a file to the user. It goes to the disk and nowhere else. */
export function save(name: string, bytes: Blob): void {
  const address = URL.createObjectURL(bytes);
  const link = document.createElement('a');
  link.href = address;
  link.download = name.replaceAll(forbidden, '-');
  link.click();
  URL.revokeObjectURL(address);
}
