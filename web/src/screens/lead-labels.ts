import { signal } from '@preact/signals';

/** What the first tab is called: some accounts of ServiceTitan say Job Booking (M14). */
export const bookingsLabels = ['Bookings', 'Job Booking'] as const;

const key = 'leadloom.bookings';

function remembered(): string {
  try {
    const kept = localStorage.getItem(key);
    return bookingsLabels.find((label) => label === kept) ?? bookingsLabels[0];
  } catch {
    return bookingsLabels[0];
  }
}

export const bookingsLabel = signal(remembered());

export function callBookings(label: string) {
  bookingsLabel.value = label;
  try {
    localStorage.setItem(key, label);
  } catch {
    // Works without, it is only not remembered.
  }
}
