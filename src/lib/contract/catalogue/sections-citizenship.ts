// Thematic sections on the Republic, digital life, the global path, the people who work in integration, and the contract's
// own engineering. The global section has no table: it borrows those of the others.
import { checkboxes, entryTable, hourlyCost, input, section, table } from './build-section.ts';
import type { Section } from './shapes.ts';

/** One printed cell asks for two numbers: two rows here, so that each adds up. */
const workshopsAndHours = {
  key: 'acteurs_ateliers_heures',
  label: "Nombre d'ateliers tenus et nombre d'heures de formation dispensées aux acteurs de l'intégration",
};

export const republiqueSection: Section = section({
  key: 'republique',
  label: 'Appropriation des principes de la République et des usages de la société française',
  checkboxGroup: checkboxes(
    'republique.thematiques',
    "Thématique(s) de l'action : (plusieurs réponses possibles)",
    {
      laicite: 'Laïcité',
      egalite: 'Égalité femmes-hommes',
      citoyennete: 'Citoyenneté',
      parentalite: 'Parentalité',
      liens: "Liens avec la société d'accueil (parrainage, mentorat...)",
      autre: 'Autres (préciser) :',
    },
  ),
  tables: [
    table([
      input(
        'republique_heures',
        "Nombre d'heures de formation ou d'accompagnement dispensées",
        'hours',
        'h',
        {
          help: "Nombre d'heures dispensées, indépendamment du nombre de bénéficiaires. Pour une formation ou un accompagnement de 10 heures dispensées à 20 bénéficiaires, compter 10 heures et non 10x20=200 heures",
        },
      ),
      hourlyCost(
        'republique_cout_horaire',
        'republique_heures',
        "= coût total de l'action/nombre d'heures de formations ou d'accompagnement dispensées/nombre total de bénéficiaires",
      ),
    ]),
    entryTable('republique_outils', [
      "Outils et méthodes utilisés pour l'appropriation des principes de la République et les usages de la société française",
      'Description des outils et des méthodes',
    ]),
    table([
      input('republique_binomes', 'Nombre de binômes constitués (parrainage, mentorat)', 'count', 'binômes'),
    ]),
  ],
});

export const numeriqueSection: Section = section({
  key: 'numerique',
  label: "Lutte contre la fracture numérique et l'illectronisme",
  tables: [
    table([
      input(
        'numerique_heures',
        "Nombre d'heures de formation consacrées à la réduction de l'illectronisme",
        'hours',
        'h',
        {
          help: "Nombre d'heures dispensées, indépendamment du nombre de bénéficiaires. Pour une formation de 10 heures dispensées à 20 bénéficiaires, compter 10 heures et non 10x20=200 heures",
        },
      ),
      hourlyCost(
        'numerique_cout_horaire',
        'numerique_heures',
        "= coût total de l'action/nombre d'heures de formations dispensées/nombre total de bénéficiaires",
      ),
    ]),
    table([
      input(
        'numerique_outils',
        "Nombre d'outils (tablette, etc.) mis à disposition individuellement des étrangers éligibles",
        'count',
        'outils',
      ),
    ]),
  ],
});

export const globalSection: Section = section({
  key: 'global',
  label: "Accompagnement global / Parcours d'intégration renforcé",
  addHint:
    "Insérer les tableaux-indicateurs relatifs aux différentes thématiques d'intervention du projet d'accompagnement comprenant différentes dimensions (par exemple : apprentissage du français, accompagnement vers l'emploi, etc.). Indiquer en quoi cette action est complémentaire aux missions d'accompagnement de l'opérateur AGIR.",
  tables: [],
});

export const acteursProSection: Section = section({
  key: 'acteurs_pro',
  label: 'Actions en direction des acteurs / Professionnalisation des acteurs',
  tables: [
    table([
      input('acteurs_ateliers', "Nombre d'ateliers tenus", 'count', 'ateliers', {
        printedCell: workshopsAndHours,
      }),
      input(
        'acteurs_heures',
        "Nombre d'heures de formation dispensées aux acteurs de l'intégration",
        'hours',
        'h',
        { printedCell: workshopsAndHours },
      ),
    ]),
    table(
      [
        input('acteurs_outils', 'Outils créés et/ou mis à disposition des professionnels', 'text', null, {
          acceptsOther: true,
        }),
      ],
      ['', 'Description des outils'],
    ),
  ],
});

export const ingenierieSection: Section = section({
  key: 'ingenierie',
  label: 'Ingénierie / Coordination du contrat et gouvernance locale',
  addHint: 'Ajoutez tout indicateur pertinent.',
  preText:
    "Un coordonnateur du CTAI est-il recruté (ou le sera) ? Si oui, joignez la fiche de poste et précisez :\n- la part d'ETPT mobilisée ;\n- s'il s'agit d'un recrutement ou d'un agent déjà en poste dont les missions ont évolué ;\n- ses missions principales et les actions conduites dans ce cadre.",
  answerKey: 'ingenierie_reponse',
  freeRows: 2,
  tables: [table([], ['', 'Objectif Valeur-cible'])],
});
