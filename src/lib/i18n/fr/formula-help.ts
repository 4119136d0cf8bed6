// French sentences of the area « formula help »: the page that explains formulas to people who know a spreadsheet. What stands
// between grave accents is written in a formula. The source of the keys, those of the examples too, whose formulas and results
// are data (calc/formula/help-examples.ts, which stands above this folder).
import type { FormulaProblemCode } from '../../contract/derived.ts';

const nbsp = '\u00a0';

/** What to do about a formula that gives nothing. */
const advice: Readonly<Record<FormulaProblemCode, string>> = {
  unreadable: 'Un autre programme l’a écrite. Ouvrez la cellule pour voir ce qu’elle contient.',
  row_gone: 'Ouvrez la cellule et cliquez sur une ligne de ce plan.',
  column_gone:
    'Cela arrive à une formule copiée d’un indicateur vers une action. Cliquez sur une cellule de la nouvelle ligne.',
  reads_follow_up: 'Lisez une cellule prévue, ou écrivez la formule dans une cellule de suivi.',
  cycle: 'Retirez de la formule la cellule elle-même et les totaux qui la comptent.',
  too_costly: 'Répartissez le calcul sur plusieurs cellules. Les limites sont plus bas.',
  divide_by_empty: 'Remplissez la cellule nommée, ou prévoyez le cas avec SI ou SIERREUR.',
  divide_by_zero: 'Corrigez le diviseur, ou prévoyez le cas avec SI ou SIERREUR.',
  reads_text: 'Écrivez un nombre seul dans la cellule nommée. Une fonction comme SOMME passe les textes.',
  reads_problem: 'Corrigez d’abord la cellule nommée, ou remplacez son erreur avec SIERREUR.',
  not_found: 'Ajoutez le cas qui manque, ou prévoyez-le avec SIERREUR.',
  no_number: 'Par exemple, un nombre négatif n’a pas de racine.',
  bad_argument: 'Par exemple, un rang est trop grand, ou un texte ne se trouve pas dans l’autre.',
  text_too_long: 'Raccourcissez les textes mis bout à bout.',
  gives_no_number: 'Faites donner un nombre à la formule, ou écrivez-la dans une cellule de texte.',
  gives_no_date: 'Faites donner une date à la formule, par exemple avec DATE.',
  gives_no_boolean: 'Faites donner VRAI ou FAUX à la formule.',
};

export const formulaHelp = {
  title: 'Aide sur les formules',
  intro:
    'Une formule calcule une cellule à partir d’autres cellules. Si vous savez en écrire une dans un tableur, il ne vous manque qu’une chose\u00a0: ici, une cellule se désigne par son nom et non par une adresse comme A1.',
  contents: 'Sommaire',
  formula: 'Formule',
  result: 'Résultat',
  meaning: 'Ce qu’elle fait',

  start: {
    title: 'Écrire une formule',
    text: [
      'Tapez `=` dans une cellule ouverte à la saisie, ou dans la barre au-dessus du tableau, puis le calcul. Entrée l’enregistre, Échap l’abandonne.',
      'Pendant que vous écrivez, Trame propose des fonctions, des lignes et des colonnes\u00a0: les flèches choisissent, Tab insère. La barre montre la formule entière dès que la cellule est active.',
      'Le résultat entre dans les totaux comme un nombre tapé. Dans la cellule, un petit `=` rappelle qu’il est calculé.',
      "Pour écrire un texte qui commence par le signe égal, tapez d’abord une apostrophe\u00a0: `'=P104` est un texte.",
    ],
  },
  signs: {
    title: 'Signes, nombres et textes',
    text: [
      'Les signes se calculent dans l’ordre de ce tableau, comme dans Excel\u00a0; à force égale, de gauche à droite. Les parenthèses passent avant tout. × ÷ − ≤ ≥ ≠ sont lus aussi.',
      'La virgule sépare les décimales, le point-virgule sépare les arguments d’une fonction, les guillemets droits entourent un texte. Un guillemet à l’intérieur d’un texte se double.',
      'VRAI et FAUX s’écrivent sans guillemets. Un taux ou un pourcentage vaut une fraction dans une formule, comme dans Excel.',
    ],
    sign: 'Signe',
    operators: {
      sign: 'Signe d’un nombre, avant la puissance',
      percent: 'Pour cent',
      '^': 'Puissance',
      '*': 'Multiplier, diviser',
      '+': 'Ajouter, retrancher',
      '&': 'Mettre des textes bout à bout',
      '=': 'Comparer\u00a0: égal, différent, plus petit, plus grand',
    },
  },
  cells: {
    title: 'Désigner des cellules',
    text: [
      'À la souris, cliquez sur une cellule\u00a0: son nom s’écrit dans la formule. Un clic sur un en-tête ou sur la ligne de total désigne la colonne entière.',
      'Au clavier, tapez un signe, puis allez sur la cellule avec les flèches. F2 rend les flèches au texte.',
      'Par les noms\u00a0: `[Subvention P104]` est la cellule de la même ligne, `Fiche 3[Subvention P104]` celle de la fiche 3, `SOMME([Subvention P104])` la somme de la colonne entière. Une ligne dont le nom a plus que des mots et des chiffres se met elle aussi entre crochets.',
      'Une fonction qui prend plusieurs valeurs lit `[Subvention P104]` comme la colonne entière\u00a0: toutes les lignes non archivées. Pour la seule cellule de la ligne, ajoutez une arobase\u00a0: `[@Subvention P104]`.',
      'Si deux lignes portent le même nom, cliquez sur la bonne.',
    ],
    sample: (row: string): string =>
      `Les exemples de cette page lisent ce petit plan. Sauf mention contraire, ils sont écrits dans la ligne ${row}.`,
    row: 'Ligne',
    emptyCell: 'vide',
    inRow: (row: string): string => `dans la ligne ${row}`,
  },
  stable: {
    title: 'Rien ne se décale',
    text: [
      'Trier, filtrer, insérer, déplacer ou archiver des lignes ne change pas ce que lit une formule. Une ligne archivée quitte les colonnes entières, comme elle quitte les totaux\u00a0; une formule qui la nomme la lit toujours.',
      'Quand vous copiez ou recopiez une formule, ce qu’elle lit sur sa propre ligne suit la nouvelle ligne. Une ligne nommée ne bouge jamais.',
      'Une cellule prévue ne lit que des cellules prévues\u00a0: ce qui est signé ne doit pas changer avec ce qui est réalisé ou dépensé. Les cellules de suivi lisent tout.',
    ],
  },
  blanks: {
    title: 'Vides, textes et arrondis',
    text: [
      'Une cellule vide compte pour 0 dans un calcul, et un petit coin gris le signale. MOYENNE, MIN, MAX et NB passent les cellules vides d’une colonne.',
      'Une somme ou une moyenne laisse les textes de côté. La cellule porte alors un astérisque et un coin ambre, et son infobulle en donne le nombre.',
      'Les arrondis se font sur les chiffres que vous voyez, comme Excel les montre.',
    ],
  },
  problems: {
    title: 'Quand une formule ne donne rien',
    text: [
      'La cellule dit en quelques mots pourquoi. La ligne d’état et l’infobulle donnent la phrase entière et nomment les cellules en cause. Aucun total n’en est vidé.',
    ],
    says: 'Ce que dit la cellule',
    means: 'Ce que cela veut dire',
    todo: 'Que faire',
    advice,
  },
  mistakes: {
    title: 'Quand une formule ne peut pas être lue',
    text: [
      'Entrée reste alors dans la cellule, dit pourquoi et montre l’endroit. Les parenthèses seulement restées ouvertes se ferment d’elles-mêmes. Si vous quittez la cellule à la souris, le texte est gardé et marqué, et rien n’est calculé.',
    ],
    typed: 'Ce que vous tapez',
    says: 'Ce que dit Trame',
  },
  limits: {
    title: 'Limites',
    text: [
      'Au-delà, la formule est refusée ou n’est pas calculée, et Trame dit pourquoi. Un calcul qui dure trop longtemps est arrêté de même. Le reste du plan est à jour.',
    ],
    formulas: 'Formules dans un plan',
    cellsOfFormula: 'Cellules lues par une formule',
    cellsOfPlan: 'Cellules lues par toutes les formules d’un plan',
    length: 'Caractères d’une formule enregistrée',
    depth: 'Parenthèses les unes dans les autres',
    parts: 'Éléments dans une formule\u00a0: nombres, textes, cellules, signes, fonctions',
    arguments: 'Arguments d’une fonction',
    textResult: 'Caractères d’un texte obtenu',
  },
  functions: {
    title: 'Fonctions',
    text: [
      'Les noms français sont ceux d’Excel. Les noms anglais sont compris aussi, en majuscules ou en minuscules, avec ou sans accents.',
      'Des points de suspension disent que les derniers arguments peuvent être donnés plusieurs fois.',
    ],
    absent: (names: string): string =>
      `N’existent pas ici ${names}\u00a0: une formule ne connaît pas de position, ne donne qu’une valeur, et un chiffre du plan ne change pas sans que personne y touche.`,
    search: 'Rechercher une fonction',
    searchHint: 'Son nom, ou ce qu’elle fait',
    shown: (shown: number, all: number): string =>
      shown === all ? `${all} fonctions.` : `${shown} ${shown < 2 ? 'fonction' : 'fonctions'} sur ${all}.`,
    none: `Aucune fonction ne répond à cette recherche. Essayez un autre mot, comme «${nbsp}somme${nbsp}» ou «${nbsp}date${nbsp}».`,
    also: (names: string): string => `aussi ${names}`,
    optional: (names: string): string => `facultatif\u00a0: ${names}`,
    categories: {
      math: 'Calcul',
      statistics: 'Compter et comparer',
      logic: 'Logique',
      text: 'Texte',
      date: 'Dates',
      information: 'Nature d’une valeur',
    },
  },

  /** What each example shows, by the section it stands in. */
  examples: {
    start: {
      arithmetic: 'Un calcul simple',
      decimals: 'Des nombres à virgule',
      rate: 'Un dixième de la subvention de la ligne',
      call: 'Une fonction et ses arguments',
    },
    cells: {
      thisRow: 'La cellule de la même ligne',
      namedRow: 'Celle d’une ligne nommée',
      column: 'La colonne entière',
      share: 'La part de la ligne dans la colonne',
      thisRowOnly: 'Deux cellules de la même ligne, et non deux colonnes',
      otherRow: 'Un écart entre deux lignes',
    },
    stable: {
      written: 'Telle qu’elle est écrite',
      copied: 'Copiée plus bas\u00a0: la même ligne a suivi',
      named: 'Une ligne nommée',
      namedCopied: 'Copiée plus bas\u00a0: la ligne nommée n’a pas bougé',
    },
    blanks: {
      empty: 'La cellule vide compte pour 0',
      mean: 'Une moyenne passe la cellule vide',
      text: 'La somme laisse un texte de côté',
      rounded: 'Arrondi sur les chiffres que vous voyez',
      exact: '0,1 et 0,2 font bien 0,3',
      nothing: 'Une cellule laissée vide',
    },
  },
};
