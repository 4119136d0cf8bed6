// Limits of what people type outside cells, shared by the server that refuses and the sentence that says why.

/** Long enough against guessing without rules on its characters (ANSSI: 12 for an account of moderate stake). */
export const minPasswordLength = 12;
/** Of a contract's, plan's or action's title and of an indicator's label, in UTF-16 units. The longest of the template has 330. */
export const maxLabelLength = 500;
