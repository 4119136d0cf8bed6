// Actions 1 to 5 of the Metz plan: what stands in the cells of their forms, as typed. Descriptions and comments, which are
// other people's sentences, and ticks, which the source lost, are left out.
import { addedIndicator, fromTemplate, keyIndicator } from '../example-plan.ts';
import type { ExampleFiche } from '../example-plan.ts';
import { ccas } from './contract.ts';

export const fiches1To5: readonly ExampleFiche[] = [
  {
    number: 1,
    axis: 1,
    title: 'Poste de coordinateur CTAI',
    // Its form names nobody; the CCAS runs 1, 8 and 10 (domain.md §2).
    organisations: [ccas],
    cells: { calendrier: 'Année 2024-2025', territoire: 'Metz', p104: '56000', collectivite: '14000' },
    indicators: [
      keyIndicator('Nombre de structures mobilisées', '50', 'structures'),
      keyIndicator("Nombre d'actions mises en œuvre", '15', 'actions'),
      keyIndicator("Nombre d'axes d'intervention déployées dans les thématiques du CTAI", '6', 'axes'),
      keyIndicator(
        "Nombres d'heure et d'échanges et de contact avec les structures actrices de l'intégration",
        '150',
        'h',
        'hours',
      ),
      keyIndicator('Outils créés et mis à disposition des professionnels', '4', 'outils'),
      // The printed row was never given a label of its own.
      addedIndicator('ingenierie', 'Intitulé indicateur', 'Ressource humaine 1 ETP annuel', null),
    ],
  },
  {
    number: 2,
    axis: 2,
    title: "Apprentissage de la langue française, de l'alphabétisation à la certification-CASSIS",
    organisations: ['CASSIS'],
    cells: {
      calendrier: 'De septembre 2024 à juin 2025',
      territoire: 'Metz',
      'portage.autre.text': 'CASSIS',
      'partenaires.autre.text': 'Mission locale, AIEM, AMLI, ADOMA, CCAS',
      p104: '45800',
      collectivite: '8900',
      beneficiaires_total: '35',
    },
    indicators: [
      keyIndicator("Nombre d'étrangers éligibles", '35', 'personnes'),
      keyIndicator("Nombre d'heures de formations dispensées", '300', 'h', 'hours'),
      keyIndicator("Nombre de participants ayants progressés d'au moins un niveau", '30', 'personnes'),
      keyIndicator('Nombre de sorties proposées', '9', 'sorties'),
      fromTemplate('fr_heures', '300'),
      fromTemplate('fr_assidus', '35'),
      fromTemplate('fr_progres', '30'),
      fromTemplate('fr_certif', '35'),
      fromTemplate('emploi_duree', '9 mois'),
      fromTemplate('emploi_sorties', '20'),
      fromTemplate('emploi_formation', '5'),
      fromTemplate('emploi_durable', '5'),
    ],
  },
  {
    number: 3,
    axis: 2,
    title: '1 mois en français professionnel- Metz French Pro',
    organisations: ['Metz French Pro'],
    cells: {
      calendrier: 'De septembre à juin 2025',
      territoire: 'Metz',
      'portage.autre.text': 'Entreprise Metz French PRO',
      'partenaires.autre.text': 'Mission locale, AMLI, ADOMA, AIEM, EST accompagnement',
      p104: '27940',
      collectivite: '6235',
      beneficiaires_total: '45',
    },
    indicators: [
      keyIndicator("Nombre total d'étrangers éligibles", '45', 'personnes'),
      keyIndicator("Nombres d'heures de formation", '435', 'h', 'hours'),
      keyIndicator("Nombre de participants ayant progressés d'au moins un niveau", '40', 'personnes'),
      fromTemplate('fr_heures', '435'),
      fromTemplate('fr_assidus', '45'),
      fromTemplate('fr_progres', '40'),
      fromTemplate('fr_certif', '45'),
    ],
  },
  {
    number: 4,
    axis: 2,
    title: 'De la maîtrise à la certification- Maison du FLE',
    organisations: ['Maison du FLE'],
    cells: {
      calendrier: 'De septembre 2024 à juin 2025',
      territoire: 'Metz',
      'portage.autre.text': 'Maison du FLE',
      'partenaires.autre.text': "Structures d'hébergements, Mission locale",
      p104: '9600',
      collectivite: '1100',
      beneficiaires_total: '80',
    },
    indicators: [
      keyIndicator("Nombre d'étrangers éligibles", '80', 'personnes'),
      keyIndicator('Nombre de passage à la certification', '80', 'passages'),
      keyIndicator("Nombre d'apprenants ayants progressés d'au moins un niveau", '65', 'personnes'),
      // Printed in place of the two lines on hours, so this action has no hours.
      addedIndicator('apprentissage_francais', 'Nombre de certification par niveau', '65', 'certifications'),
      fromTemplate('fr_assidus', '80'),
      fromTemplate('fr_progres', '75'),
      fromTemplate('fr_certif', '80'),
    ],
  },
  {
    number: 5,
    axis: 2,
    title: "Accompagnement global vers l'emploi – La cravate solidaire",
    organisations: ['La Cravate Solidaire'],
    cells: {
      calendrier: 'De septembre à juin 2025',
      territoire: 'Metz',
      'portage.autre.text': 'La Cravate Solidaire',
      'partenaires.autre.text': "Structures d'hébergement, centre socio-culturel, Mission locale",
      p104: '9000',
      collectivite: '1000',
      beneficiaires_total: '50',
    },
    indicators: [
      keyIndicator("Nombre d'accompagnement", '50', 'accompagnements'),
      keyIndicator("Nombre d'ateliers organisés", '5', 'ateliers'),
      keyIndicator('Nombre de partenaires ayant mobilisé le dispositif', '10', 'partenaires'),
      keyIndicator("Nombre total d'étrangers éligibles", '50', 'personnes'),
    ],
  },
];
