// Thematic sections on health, rights, sport, culture, mobility and families. `sante_moyenne` is typed in the form although
// it can be computed: the typed value is kept and the computed one only checks it.
import { checkboxes, entryTable, hourlyCost, input, section, table } from './build-section.ts';
import type { Section } from './shapes.ts';

export const santeSection: Section = section({
  key: 'sante',
  label: 'Accès à la santé',
  intro: "Indicateur de suivi de l'action",
  checkboxGroup: checkboxes('sante.nature', "Nature de l'accompagnement : (plusieurs réponses possibles)", {
    droit_commun: "Accompagnement dans l'accès au droit commun en matière de santé ou d'accès aux soins",
    sante_mentale: "Accompagnement dans l'accès aux soins de santé mentale",
    psychotraumatisme: 'Prise en charge du psychotraumatisme',
    psychotraumatisme_violences:
      'Prise en charge du psychotraumatisme pour les personnes victimes de violences sexistes ou sexuelles',
    autre: 'Autres (préciser) :',
  }),
  tables: [
    table([
      input(
        'sante_consultations',
        'Nombre de consultations médicales pour des étrangers éligibles',
        'count',
        'consultations',
      ),
      input(
        'sante_moyenne',
        'Nombre moyen de consultations médicales par participants',
        'ratio',
        'consultations/participant',
        {
          aggregation: {
            kind: 'ratio',
            numerator: 'sante_consultations',
            denominator: 'beneficiaires_total',
          },
        },
      ),
      input(
        'sante_interpretariat',
        "Part des consultations médicales réalisées avec une prestation d'interprétariat (%)",
        'percent',
        '%',
      ),
    ]),
  ],
});

export const droitsSection: Section = section({
  key: 'droits',
  label: 'Accès aux droits',
  checkboxGroup: checkboxes('droits.nature', "Nature de l'accompagnement : (plusieurs réponses possibles)", {
    droit_commun: 'Accès au droit commun (CPAM, CAF...)',
    aide_juridique: 'Aide administrative et juridique en droit des étrangers',
    femmes_victimes: 'Accès aux droits pour les femmes victimes de violence',
    autre: 'Autres (préciser) :',
  }),
  tables: [
    table([
      input(
        'droits_heures',
        "Nombre d'heures de formation d'accompagnement consacrées aux bénéficiaires",
        'hours',
        'h',
        {
          help: "Nombre d'heures dispensées, indépendamment du nombre de bénéficiaires. Pour une formation ou un accompagnement de 10 heures dispensées à 20 bénéficiaires, compter 10 heures et non 10x20=200 heures",
        },
      ),
      hourlyCost(
        'droits_cout_horaire',
        'droits_heures',
        "= coût total de l'action/nombre d'heures de formations ou d'accompagnement dispensées/nombre total de bénéficiaires",
      ),
    ]),
    entryTable('droits_outils', ['Outils et méthodes utilisés', 'Description des outils et des méthodes']),
  ],
});

export const sportSection: Section = section({
  key: 'sport',
  label: 'Accès au sport',
  freeRows: 2,
  tables: [
    table([
      input(
        'sport_evenements',
        "Nombre d'événements sportifs auxquels les bénéficiaires ont participé",
        'count',
        'événements',
      ),
    ]),
  ],
});

export const cultureSection: Section = section({
  key: 'culture',
  label: 'Accès à la culture / aux pratiques culturelles et artistiques',
  tables: [
    table([
      input(
        'culture_evenements',
        "Nombre d'événements culturels et artistiques auxquels les bénéficiaires ont participé",
        'count',
        'événements',
      ),
    ]),
  ],
});

export const mobiliteSection: Section = section({
  key: 'mobilite',
  label: 'Aide à la mobilité',
  checkboxGroup: checkboxes(
    'mobilite.thematiques',
    "Thématique(s) de l'action : (plusieurs réponses possibles)",
    {
      formations_generales:
        'Formations générales à la mobilité (connaissance du territoire, utilisation des transports collectifs, utilisation de moyens de transports alternatifs, mobilité partagée)',
      code: 'Formations spécifiques au code de la route',
      vocabulaire: 'Apprentissage du vocabulaire du code de la route et/ou de la conduite',
      alternatives: 'Accompagnement vers des solutions de mobilité alternatives à la conduite automobile',
      conduite: 'Formations spécifiques à la conduite automobile',
      autre: 'Autres (préciser) :',
    },
  ),
  tables: [
    table([
      input(
        'mobilite_code',
        'Nombre de personnes accompagnées dans un parcours de formation à la mobilité ayant obtenu le code de la route',
        'count',
        'personnes',
      ),
      input(
        'mobilite_permis',
        'Nombre de personnes accompagnées dans un parcours de formation à la mobilité ayant obtenu le permis de conduire',
        'count',
        'personnes',
      ),
    ]),
  ],
});

export const parentaliteSection: Section = section({
  key: 'parentalite',
  label: "Aide à la parentalité / Garde d'enfants",
  tables: [
    table([
      input('parentalite_places', 'Nombre de places en crèche / halte-garderie', 'count', 'places'),
      input('parentalite_ateliers', "Nombre d'ateliers de sensibilisation", 'count', 'ateliers'),
    ]),
  ],
});
