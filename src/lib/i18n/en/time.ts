// English words of dates and ages.
import type { time as French } from '../fr/time.ts';

export const time: typeof French = {
  justNow: 'just now',
  minutesAgo: (count) => `${count}\u00a0min ago`,
  hoursAgo: (count) => `${count}\u00a0h ago`,
  daysAgo: (count) => `${count}\u00a0d ago`,
  dayAtTime: (day, time) => `${day} at ${time}`,
};
