// How long the names and lists that people give may be, for the server that refuses and the sentence that says why.

/** Of a contract's or action's title and of an indicator's label, in UTF-16 units: the longest of the template has 330. */
export const maxLabelLength = 500;

/** Of an indicator's unit, in UTF-16 units: a word or two beside a figure. */
export const maxUnitLength = 40;

/** Of a saved view's name, in UTF-16 units. */
export const maxViewNameLength = 80;

/** Two a year and more (article 7), over the years of a contract; a guard, not a rule. */
export const maxCommittees = 100;

/** Of a contract: ten to fifty partners, and room; a guard, not a rule. */
export const maxOrganisations = 200;

/** Of an organisation's name, in UTF-16 units. */
export const maxOrganisationNameLength = 120;

/** Of the name of a moment in the history, in UTF-16 units. */
export const maxMomentNameLength = 80;

/** Of a plan; a guard, not a rule. */
export const maxMoments = 200;
