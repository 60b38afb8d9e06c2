import { computed } from '@preact/signals';
import { desk } from '../core';

/** What the first tab is called: some accounts of ServiceTitan say Job Booking (M14). */
export const bookingsLabel = computed(() => desk.value?.firstTab ?? 'Bookings');
