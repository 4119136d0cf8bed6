// Where the help on formulas is; `#SOMME` after it leads to one function.

export const formulaHelpHref = '/aide/formules';
