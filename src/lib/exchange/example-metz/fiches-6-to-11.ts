// Actions 6 to 11 of the Metz plan: what stands in the cells of their forms, as typed. Descriptions and comments, which are
// other people's sentences, and ticks, which the source lost, are left out. Action 11 has no form: a row without cells.
import { fromTemplate, keyIndicator } from '../example-plan.ts';
import type { ExampleFiche } from '../example-plan.ts';
import { ccas } from './contract.ts';

export const fiches6To11: readonly ExampleFiche[] = [
  {
    number: 6,
    axis: 2,
    title: "Projet Passerelle-Pep LOR'EST",
    organisations: ["PEP LOR'EST"],
    cells: {
      calendrier: 'De septembre 2024 à juin 2025',
      territoire: 'Metz',
      'portage.autre.text': "PEP LOR'EST",
      'partenaires.autre.text': 'Centre socio-culturel, Politique de Ville',
      p104: '29537',
      collectivite: '1463',
      beneficiaires_total: '50',
    },
    indicators: [
      keyIndicator("Nombre d'étrangers éligibles", '50', 'personnes'),
      keyIndicator('Nombres de partenaires mobilisés', '15', 'partenaires'),
      keyIndicator("Nombre d'ateliers", '15', 'ateliers'),
      keyIndicator("Nombre d'heures de formation", '400', 'h', 'hours'),
      keyIndicator('Nombre de passage à la certification', '40', 'passages'),
      fromTemplate('fr_heures', '400'),
      fromTemplate('fr_assidus', '50'),
      fromTemplate('fr_progres', '40'),
      fromTemplate('fr_certif', '40'),
      fromTemplate('republique_heures', '100'),
    ],
  },
  {
    number: 7,
    axis: 2,
    title: "Organisation d'un JOB DATING par le CREPI",
    organisations: ['CREPI'],
    cells: {
      calendrier: 'Dernier semestre 2024',
      territoire: 'Metz',
      'portage.autre.text': 'CREPI',
      'partenaires.autre.text': "Structures d'hébergements, Mission locale, Metz Emploi Insertion",
      p104: '5000',
      collectivite: '2500',
      beneficiaires_total: '40',
    },
    indicators: [
      keyIndicator("Nombre d'employeurs mobilisés", '15', 'employeurs'),
      keyIndicator('Nombre de bénéficiaires', '40', 'personnes'),
      keyIndicator('Nombre de structures mobilisées pour orienter le publics', '10', 'structures'),
      keyIndicator("Nombre d'entretiens établis", '40', 'entretiens'),
      keyIndicator("Nombres d'embauche par type de contrat", '5', 'embauches'),
    ],
  },
  {
    number: 8,
    axis: 3,
    title: "Formation des professionnels acteurs de l'intégration et bénévoles",
    organisations: [ccas],
    cells: {
      calendrier: 'De septembre à juin 2025',
      territoire: 'Metz',
      'partenaires.autre.text':
        "Structures d'hébergements, Mission locale, Services de la Ville et de la Métropole, bénévoles, bailleurs...",
      p104: '40000',
      collectivite: '5000',
      acteurs_identite:
        "Structures d'hébergements, AGIR, ARS, CCAS, le département, la région, tous les services de la ville et de la métropole, universitaires, OFII, CPAM, CAF, Education nationale, Mission locale, CLAJJ",
      acteurs_nombre: '750',
    },
    indicators: [
      keyIndicator('Nombre de professionnels formés', '750', 'personnes'),
      keyIndicator('Nombres de thématiques abordées', '12', 'thématiques'),
      keyIndicator('Création des outils de communication', '3', 'outils'),
      keyIndicator('Moyens de communication', '3', 'moyens'),
      keyIndicator('Nombre de structures impliquées', '20', 'structures'),
      keyIndicator('Nombre de bénévoles présents', '50', 'personnes'),
      // One printed cell holds both figures. The text stays whole in the first row; the second waits for a person to split
      // it, since nobody guesses what a text means (domain.md §8).
      fromTemplate('acteurs_ateliers', '40 formations soit environ 320 heures'),
      fromTemplate('acteurs_heures', null),
      fromTemplate('acteurs_outils', '3'),
    ],
  },
  {
    number: 9,
    axis: 4,
    title:
      'Recherche action portant sur la détection et la prise en compte des impacts psychosociaux de la migration sur le territoire messin',
    organisations: ['Centre Pierre Janet'],
    cells: {
      calendrier: "Pour une durée de trois ans, à compter de l'année 2023",
      territoire: 'Metz et environs',
      'portage.autre.text': 'Centre Pierre Janet',
      'partenaires.autre.text': "Tous les acteurs de l'intégration",
      p104: '10000',
      collectivite: '10000',
      beneficiaires_total: '100',
      acteurs_identite: "Tous les acteurs de l'intégration",
      acteurs_nombre: '500',
    },
    indicators: [
      keyIndicator('Nombre de TS mobilisés', '500', 'personnes'),
      keyIndicator(
        "Nombre de BPI, BPT et Primo-arrivants bénéficiant d'une consultation",
        '100',
        'personnes',
      ),
      keyIndicator(
        "Nombre de réunions, rencontre et temps d'échange sur l'avancée du projet",
        '50',
        'réunions',
      ),
      keyIndicator('Nombre de formations mise en place pour les travailleurs sociaux', '30', 'formations'),
      keyIndicator('Nombre de structures mobilisées', '80', 'structures'),
      keyIndicator("Création d'un référentiel", '1', 'référentiel'),
      fromTemplate('sante_consultations', '100'),
      fromTemplate('sante_moyenne', '1'),
      fromTemplate('sante_interpretariat', '50%'),
    ],
  },
  {
    number: 10,
    axis: 5,
    title: 'Accès à la culture, au sport et aux événements cultures de la Ville de METZ',
    organisations: [ccas],
    cells: {
      calendrier: 'De septembre 2024 à juin 2025',
      territoire: 'Metz',
      'partenaires.autre.text': "structures d'hébergements, DRPA, Mission locale etc...",
      p104: '10000',
      collectivite: '4000',
      beneficiaires_total: '100',
    },
    indicators: [
      keyIndicator("Nombre d'étrangers éligibles", '100', 'personnes'),
      keyIndicator("Nombre d'ateliers/actions mis en place", '30', 'ateliers'),
      keyIndicator('Nombre de citoyens mobilisés', '50', 'personnes'),
      keyIndicator('Nombre de structures impliquées', '20', 'structures'),
      fromTemplate('sport_evenements', '5'),
      fromTemplate('culture_evenements', '10'),
    ],
  },
  {
    number: 11,
    axis: 6,
    title: "Création d'un outil pour favoriser et fluidifier l'accès au logement",
    organisations: [],
    cells: {},
    indicators: [],
  },
];
