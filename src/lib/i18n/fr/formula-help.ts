// French sentences of the help page on formulas. The source of the keys.

const nbsp = '\u00a0';

export const formulaHelp = {
  title: 'Écrire des formules',
  intro: `Une cellule qui commence par = se calcule toute seule. Si vous connaissez Excel, vous savez déjà presque tout${nbsp}; voici ce qui change.`,
  link: 'Aide sur les formules',
  contents: 'Sommaire',
  basics: {
    title: 'L’essentiel',
    /** One for each of `helpBasics`. */
    meanings: [
      'Une cellule de la même ligne, par le nom de sa colonne. La virgule est décimale.',
      'Cette cellule de la fiche 3, où que la fiche se trouve.',
      'La colonne entière, sur toutes les actions du plan.',
      'Les arguments se séparent par un point-virgule.',
      'Les arrondis sont ceux que l’on voit, comme dans Excel.',
      'Un texte se met entre guillemets droits, et & met bout à bout.',
    ],
    operators: `Opérateurs${nbsp}: + − * / ^ % et &, comparaisons = <> < <= > >=. Les noms anglais des fonctions sont acceptés aussi.`,
  },
  pointing: {
    title: 'Désigner une cellule',
    points: [
      'Tapez =, puis cliquez sur une cellule : son nom s’écrit dans la formule, et elle est encadrée de sa couleur.'.replace(
        ' :',
        `${nbsp}:`,
      ),
      'Juste après = ou un opérateur, les flèches désignent aussi. F2 rend les flèches au texte.',
      'Un clic sur un en-tête de colonne ou sur le total désigne la colonne entière.',
      'En tapant, une liste propose fonctions, colonnes et lignes. Tab insère, Échap ferme la liste.',
    ],
  },
  meaning: {
    title: 'Ce qui ne bouge pas',
    points: [
      'Trier, filtrer, insérer, déplacer ou archiver des lignes ne change jamais le sens d’une formule, ni chez vous ni chez les autres.',
      'Une référence à la même ligne suit la formule quand on la copie ailleurs. Une ligne nommée reste la même.',
      'Une cellule prévue ne lit que des cellules prévues. Le suivi (dépensé, réalisé) peut tout lire.',
      'Une cellule vide compte pour 0, et une marque discrète le signale. Un texte n’entre pas dans une somme.',
      `Les pourcentages sont des fractions dans le calcul, comme dans Excel${nbsp}: 5 % vaut 0,05.`.replace(
        '5 %',
        `5${nbsp}%`,
      ),
      'Pour écrire un texte qui commence par =, tapez une apostrophe devant.',
    ],
    limits: (formulas: string, cells: string): string =>
      `Un plan peut avoir ${formulas} formules, et chacune peut lire ${cells} cellules. Au-delà, la formule est arrêtée et le dit.`,
  },
  problems: {
    title: 'Quand une formule ne donne rien',
    shown: 'La cellule affiche',
    means: 'Ce que cela veut dire',
  },
  functions: {
    title: (count: number): string => `Les ${count} fonctions`,
    search: 'Chercher une fonction',
    found: (count: number): string =>
      count === 0 ? 'Aucune fonction ne correspond.' : count === 1 ? '1 fonction' : `${count} fonctions`,
    alsoRead: (names: string): string => `aussi${nbsp}: ${names}`,
    gives: 'donne',
    optional: 'facultatif',
    categories: {
      math: 'Calcul',
      statistics: 'Statistiques',
      logic: 'Logique',
      text: 'Texte',
      date: 'Dates',
      information: 'Information',
    },
    exampleNote: 'Les exemples sont calculés dans la fiche 2 du plan d’exemple de Metz.',
  },
};
