// How long the names that people give may be, for the server that refuses and the sentence that says why.

/** Of a contract's or action's title and of an indicator's label, in UTF-16 units: the longest of the template has 330. */
export const maxLabelLength = 500;

/** Of an indicator's unit, in UTF-16 units: a word or two beside a figure. */
export const maxUnitLength = 40;
