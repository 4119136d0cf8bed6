// French sentences of the area « formulas »: why a typed text is no formula, why a formula gives nothing, and its quiet marks.
// The source of the keys. `errors` has one for each code of calc/formula/formula-error.ts, which stands above this folder.
import type { FormulaProblemCode } from '../../contract/derived.ts';

const nbsp = '\u00a0';

const quoted = (word: string): string => `«${nbsp}${word}${nbsp}»`;
const meant = (nearest: string | null): string =>
  nearest === null ? '' : ` Vouliez-vous ${nearest}${nbsp}?`;
const at = (cells: string): string => (cells === '' ? '.' : `${nbsp}: ${cells}.`);

/** `word`: what is concerned; `nearest`: the known name that is most like it. */
type ErrorSentence = (word: string, nearest: string | null) => string;

type FormulaErrorKey =
  | 'not_formula'
  | 'too_long'
  | 'too_deep'
  | 'too_many_parts'
  | 'unknown_character'
  | 'unclosed_text'
  | 'unclosed_bracket'
  | 'ambiguous_number'
  | 'unreadable_number'
  | 'comma_separator'
  | 'missing_operand'
  | 'missing_operator'
  | 'missing_parenthesis'
  | 'unexpected_parenthesis'
  | 'unexpected_separator'
  | 'unknown_function'
  | 'too_few_arguments'
  | 'too_many_arguments'
  | 'unknown_word'
  | 'unknown_row'
  | 'ambiguous_row'
  | 'unknown_column'
  | 'ambiguous_column'
  | 'misplaced_column';

/** Every one is called with the same two, whether it says them or not. */
const errors: Readonly<Record<FormulaErrorKey, ErrorSentence>> = {
  not_formula: () => 'Une formule commence par =.',
  too_long: () => 'La formule est trop longue. Répartissez le calcul sur plusieurs cellules.',
  too_deep: () => 'La formule imbrique trop de parenthèses. Répartissez le calcul sur plusieurs cellules.',
  too_many_parts: () => 'La formule a trop d’éléments. Répartissez le calcul sur plusieurs cellules.',
  unknown_character: (word) => `Le signe ${quoted(word)} n’a pas de sens dans une formule. Supprimez-le.`,
  unclosed_text: () => 'Il manque un guillemet droit à la fin du texte.',
  unclosed_bracket: () => 'Il manque le crochet ] à la fin du nom.',
  ambiguous_number: (word) =>
    `Le nombre ${word} peut se lire de deux façons. Tapez 1000 pour mille, 1,0 pour un.`,
  unreadable_number: (word) => `${quoted(word)} n’est pas un nombre. La virgule sépare les décimales.`,
  comma_separator: () => 'Les arguments se séparent par un point-virgule, pas par une virgule.',
  missing_operand: () => 'Il manque une valeur ici\u00a0: un nombre, une cellule ou une fonction.',
  missing_operator: () => 'Il manque un signe entre ces deux valeurs\u00a0: +, -, *, / ou &.',
  missing_parenthesis: () => 'Une parenthèse ouverte n’est pas fermée. Ajoutez ).',
  unexpected_parenthesis: () => 'Cette parenthèse ne ferme rien. Supprimez-la.',
  unexpected_separator: () => 'Le point-virgule ne s’emploie qu’entre les arguments d’une fonction.',
  unknown_function: (word, nearest) => `La fonction ${word} n’existe pas.${meant(nearest)}`,
  too_few_arguments: (word) => `Il manque des arguments à la fonction ${word}.`,
  too_many_arguments: (word) => `La fonction ${word} a trop d’arguments.`,
  unknown_word: (word, nearest) =>
    `${quoted(word)} n’est ni une fonction ni une cellule. Les noms de colonnes s’écrivent entre crochets.${meant(nearest)}`,
  unknown_row: (word, nearest) => `La ligne ${quoted(word)} n’existe pas dans ce plan.${meant(nearest)}`,
  ambiguous_row: (word) =>
    `Plusieurs lignes s’appellent ${quoted(word)}. Cliquez sur la bonne dans la grille.`,
  unknown_column: (word, nearest) =>
    `La colonne ${quoted(word)} n’existe pas sur cette ligne.${meant(nearest)}`,
  ambiguous_column: (word) =>
    `Plusieurs colonnes s’appellent ${quoted(word)}. Cliquez sur la bonne dans la grille.`,
  misplaced_column: () =>
    'Une colonne entière se lit par une fonction. Par exemple, SOMME([Subvention P104]).',
};

/** `cells`: names of the cells concerned, joined; for a cycle, in the order they read one another. */
const problems: Readonly<Record<FormulaProblemCode, (cells: string) => string>> = {
  unreadable: () => 'Cette formule ne peut pas être lue. Tapez-la de nouveau.',
  row_gone: () => 'La formule lit une ligne qui n’est plus dans ce plan. Remplacez la référence.',
  column_gone: () => 'La formule lit une colonne que cette ligne n’a pas. Remplacez la référence.',
  reads_follow_up: (cells) => `Une cellule prévue ne peut pas lire le suivi${at(cells)}`,
  cycle: (cells) => `Cette formule se lit elle-même${cells === '' ? '.' : `${nbsp}: ${cells}.`}`,
  too_costly: () => 'Le calcul est trop long. Lisez moins de cellules ou simplifiez la formule.',
  divide_by_empty: (cells) => `Division par une cellule vide${at(cells)}`,
  divide_by_zero: (cells) => `Division par 0${at(cells)}`,
  reads_text: (cells) => `Un texte se trouve là où il faut un nombre${at(cells)}`,
  reads_problem: (cells) => `Une cellule lue n’a pas de résultat${at(cells)}`,
  not_found: () => 'La recherche n’a rien trouvé. Vérifiez le texte cherché.',
  no_number: () => 'Le résultat n’est pas un nombre possible. Vérifiez les valeurs lues.',
  bad_argument: () => 'Un argument n’a pas une valeur possible pour sa fonction. Vérifiez les valeurs lues.',
  text_too_long: () => 'Le texte obtenu est trop long pour une cellule.',
  gives_no_number: () => 'Cette cellule attend un nombre, et la formule donne autre chose.',
  gives_no_date: () => 'Cette cellule attend une date, et la formule donne autre chose.',
  gives_no_boolean: () => 'Cette cellule attend oui ou non, et la formule donne autre chose.',
};

export const formulas = {
  errors,
  problems,
  empty: (count: number): string =>
    count === 1 ? '1 cellule vide compte pour 0.' : `${count} cellules vides comptent pour 0.`,
  ignored: (count: number): string =>
    count === 1 ? '1 texte n’entre pas dans le calcul.' : `${count} textes n’entrent pas dans le calcul.`,
};
