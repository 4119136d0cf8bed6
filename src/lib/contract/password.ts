// The one rule of passwords, told on the screen before it is checked on the server: length, nothing else.

/** Long enough that a throttled guess is hopeless, short enough to be typed: a few words. */
export const minPasswordLength = 12;
