// French sentences of the area « reasons »: why a derived value is empty, and why a typed text is kept as text.
import type { ReasonCode } from '../../contract/derived.ts';
import type { TextReason } from '../../contract/parse.ts';

export const reasons: Readonly<Record<ReasonCode | TextReason, string>> = {
  // Why a derived value is empty, or not the whole truth
  no_amount: 'Aucun montant n’est renseigné.',
  incomplete: 'Total incomplet\u00a0: un texte n’a pas pu être lu comme un nombre et n’y entre pas.',
  no_beneficiaries: 'Bénéficiaires non renseignés.',
  zero_beneficiaries: 'Aucun bénéficiaire\u00a0: le nombre de bénéficiaires est 0.',
  text_beneficiaries: 'Le nombre de bénéficiaires est un texte, pas un nombre.',
  no_hours: 'Heures non renseignées.',
  zero_hours: 'Le nombre d’heures est 0.',
  text_hours: 'Le nombre d’heures est un texte, pas un nombre.',
  no_total: 'Le coût total est vide.',
  zero_total: 'Le coût total est 0.',
  no_envelope: 'L’enveloppe de l’exercice n’est pas renseignée.',
  no_target: 'Objectif non renseigné.',
  zero_target: 'L’objectif et le réalisé sont à 0\u00a0: il n’y a pas de taux.',
  off_target: 'Hors objectif\u00a0: l’objectif était 0.',
  no_realised: 'Réalisé non renseigné.',
  text_target: 'L’objectif est un texte, pas un nombre.',
  text_realised: 'Le réalisé est un texte, pas un nombre.',
  no_spending: 'Dépense non renseignée.',
  not_additive: 'Un coût horaire moyen n’a pas de total.',
  // Why a typed text is not read as its cell’s kind
  ambiguous:
    'Ce nombre peut se lire de deux façons. Tapez 1000 pour mille, 1,0 pour un\u00a0: la virgule sépare les décimales.',
  not_number: 'Ce texte n’est pas un nombre. Il est gardé et n’entre dans aucun total.',
  extra_words:
    'Le nombre est accompagné d’autre chose que son unité. Tapez le nombre seul pour qu’il compte dans les totaux.',
  wrong_unit: 'L’unité n’est pas celle de la colonne. Convertissez, puis tapez le nombre seul.',
  two_numbers:
    'Cette cellule contient plusieurs nombres. Gardez-en un seul, les autres vont dans leur propre ligne.',
  too_many_digits: 'Ce nombre a trop de chiffres pour être gardé exactement. Arrondissez-le.',
  not_date: 'Ce texte n’est pas une date. Écrivez-la comme 30/06/2025.',
  not_a_day: 'Il manque le jour, le mois ou l’année. Écrivez la date entière, comme 30/06/2025.',
  no_such_day: 'Ce jour n’existe pas. Le jour vient en premier, puis le mois\u00a0: 30/06/2025.',
  not_boolean: 'Ce texte n’est ni oui ni non. Tapez oui ou non.',
};
