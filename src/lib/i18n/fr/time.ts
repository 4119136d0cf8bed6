// French words of dates and ages. The source of the keys.

export const time = {
  justNow: 'à l’instant',
  minutesAgo: (count: number): string => `il y a ${count}\u00a0min`,
  hoursAgo: (count: number): string => `il y a ${count}\u00a0h`,
  daysAgo: (count: number): string => `il y a ${count}\u00a0j`,
  dayAtTime: (day: string, time: string): string => `${day} à ${time}`,
};
