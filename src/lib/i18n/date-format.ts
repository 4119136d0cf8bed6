// How days, times and ages are shown, fr-FR in both languages. The time zone is always said, never the machine's.
import type { Language } from './language.ts';
import { time as timeEn } from './en/time.ts';
import { time as timeFr } from './fr/time.ts';

const defaultTimeZone = 'Europe/Paris';

interface WallClock {
  readonly day: string;
  readonly hour: string;
  readonly minute: string;
}

const formatters = new Map<string, Intl.DateTimeFormat>();

/** The digits only: words and order are ours, so that no version of Intl changes them. */
function wallClock(at: Date | number, timeZone: string): WallClock {
  let formatter = formatters.get(timeZone);
  if (formatter === undefined) {
    formatter = new Intl.DateTimeFormat('en-GB', {
      timeZone,
      calendar: 'gregory',
      numberingSystem: 'latn',
      hourCycle: 'h23',
      year: 'numeric',
      month: '2-digit',
      day: '2-digit',
      hour: '2-digit',
      minute: '2-digit',
    });
    formatters.set(timeZone, formatter);
  }
  const parts = new Map(formatter.formatToParts(at).map(({ type, value }) => [type, value]));
  const part = (type: Intl.DateTimeFormatPartTypes): string => (parts.get(type) ?? '').padStart(2, '0');
  return {
    day: `${part('day')}/${part('month')}/${part('year')}`,
    hour: part('hour'),
    minute: part('minute'),
  };
}

/** An ISO day (`2025-06-30`) as `30/06/2025`; any other text as it is. */
export function formatDay(isoDay: string): string {
  const match = /^(\d{4})-(\d{2})-(\d{2})$/.exec(isoDay);
  return match ? `${match[3]}/${match[2]}/${match[1]}` : isoDay;
}

/** `14 h 05`, in no-break spaces. */
export function formatTime(at: Date | number, timeZone = defaultTimeZone): string {
  const { hour, minute } = wallClock(at, timeZone);
  return `${Number(hour)}\u00a0h\u00a0${minute}`;
}

/** The day of a moment: `30/06/2025`. */
export function formatDayOf(at: Date | number, timeZone = defaultTimeZone): string {
  return wallClock(at, timeZone).day;
}

/** The exact moment, for tooltips: `30/06/2025 à 14 h 05`. */
export function formatMoment(at: Date | number, language: Language, timeZone = defaultTimeZone): string {
  return words(language).dayAtTime(wallClock(at, timeZone).day, formatTime(at, timeZone));
}

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;
const dayMs = 24 * hourMs;

/** `il y a 3 min`; older than a week, the day. A moment ahead of `now` (clocks differ) is « à l'instant ». */
export function formatAge(
  at: Date | number,
  now: Date | number,
  language: Language,
  timeZone = defaultTimeZone,
): string {
  const age = Number(now) - Number(at);
  const { justNow, minutesAgo, hoursAgo, daysAgo } = words(language);
  if (age < minuteMs) return justNow;
  if (age < hourMs) return minutesAgo(Math.floor(age / minuteMs));
  if (age < dayMs) return hoursAgo(Math.floor(age / hourMs));
  if (age < 7 * dayMs) return daysAgo(Math.floor(age / dayMs));
  return wallClock(at, timeZone).day;
}

function words(language: Language): typeof timeFr {
  return language === 'en' ? timeEn : timeFr;
}
