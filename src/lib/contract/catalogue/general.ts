// The parts of the printed form, their free texts, and the checkboxes of the first page. Number, title and axis of an
// action belong to its row, so they are not fields here.
import type { Field, FormPart, OptionGroup, Thematique } from './shapes.ts';
import { notAdditive } from './shapes.ts';

export const formTitle = {
  heading: 'Fiche-action n° [n] : [titre]',
  number: 'Fiche-action n°',
  title: "[titre de l'action]",
  axis: "Axe n°[x] : [intitulé de l'axe]",
} as const;

const suiviHeading =
  "1. Indicateurs relatifs au nombre de bénéficiaires (étrangers bénéficiaires et/ou acteurs de l'intégration)";

export const formParts: readonly FormPart[] = [
  { key: 'infos', label: 'Informations générales', heading: null, help: null, columns: null },
  {
    key: 'porteurs',
    label: "Porteur(s) de l'action :",
    heading: null,
    help: "Indiquer si l'action est portée par la collectivité/le CCAS ou s'il est prévu un appel projets ou un appel à manifestation d'intérêt ou si un porteur est pré-identifié.",
    columns: null,
  },
  {
    key: 'budget',
    label: 'Budget prévisionnel',
    heading: null,
    help: null,
    columns: ['[libellé]', '[montant]'],
  },
  {
    key: 'suivi',
    label: "Indicateurs de suivi et d'évaluation",
    heading: null,
    help: "Cette partie doit être renseignée impérativement pour toute action inscrite dans un projet de CTAI. Dans ce cadre, il conviendra de renseigner tous les tableaux des indicateurs qui serviront à l'évaluation de l'action. Si nécessaire, insérez des tableaux supplémentaires avec d'autres indicateurs. Le modèle de tableau-indicateur à reprendre est le suivant :",
    columns: ['[intitulé libre]', 'Objectif Valeur-cible'],
  },
  {
    key: 'beneficiaires',
    label: "1.1. Si l'action s'adresse à des étrangers primo-arrivants",
    heading: suiviHeading,
    help: null,
    columns: ['', 'Objectif Valeurs-cibles'],
  },
  {
    key: 'acteurs',
    label: "1.2. Si l'action s'adresse à des acteurs de l'intégration",
    heading: suiviHeading,
    help: null,
    columns: ['', 'Objectif Valeurs-cibles'],
  },
  {
    key: 'qualitatifs',
    label: "2. Indicateurs qualitatifs (par type d'action) :",
    heading: null,
    help: "Insérez uniquement les tableaux pour la/les thématique(s) concernée(s) par l'action.",
    columns: null,
  },
];

type Text = Pick<Field, 'key' | 'part' | 'label' | 'shortLabel'> & Partial<Field>;

function text(fields: Text): Field {
  return {
    kind: 'longtext',
    unit: null,
    level: 0,
    parent: null,
    mode: 'input',
    aggregation: notAdditive,
    help: null,
    hasText: false,
    ...fields,
  };
}

/** The line « Commentaires : » that closes a part of the form. */
export function comments(key: string, part: Field['part'], shortLabel: string): Field {
  return text({ key, part, label: 'Commentaires :', shortLabel });
}

export const generalFields: readonly Field[] = [
  text({
    key: 'description',
    part: 'infos',
    label: "Description de l'action :",
    shortLabel: 'Description',
    help: "Décrire précisément l'action en indiquant le constat qui la motive, les besoins qu'elle vise à satisfaire, ses modalités de mise en œuvre, ainsi que les effets concrets qui en sont attendus sur les parcours d'intégration des bénéficiaires.",
  }),
  text({
    key: 'calendrier',
    part: 'infos',
    label: "Calendrier prévisionnel de l'action :",
    shortLabel: 'Calendrier',
    help: "Précisez ici la durée de l'action, la date de début et de fin de l'action et ses principaux jalons de déploiement.",
  }),
  text({
    key: 'territoire',
    part: 'infos',
    label: 'Territoire de déploiement :',
    shortLabel: 'Territoire',
    help: "Précisez ici si l'action a été déployée sur l'intégralité du territoire couvert par le CTAI ou sur une partie (le cas échéant, indiquez les communes concernées).",
  }),
  comments('selection_commentaires', 'porteurs', 'Commentaires sélection'),
  comments('partenaires_commentaires', 'porteurs', 'Commentaires partenaires'),
  {
    ...comments('budget_commentaires', 'budget', 'Commentaires budget'),
    help: 'Si contributions en nature, précisez lesquelles.',
  },
  comments('beneficiaires_commentaires', 'beneficiaires', 'Commentaires bénéficiaires'),
  comments('acteurs_commentaires', 'acteurs', 'Commentaires acteurs'),
];

/** Ours: real dates beside the free text of the calendar, never instead of it. */
export const calendarDates: readonly Field[] = [
  text({ key: 'calendrier.debut', part: 'infos', label: 'Date de début', shortLabel: 'Début', kind: 'date' }),
  text({ key: 'calendrier.fin', part: 'infos', label: 'Date de fin', shortLabel: 'Fin', kind: 'date' }),
];

function thematique(key: string, label: string, section: string | null): Thematique {
  return { key, label, section, hasText: false };
}

/** Sixteen boxes for fourteen sections: the two on French share one, the last has none. */
export const thematiques: readonly Thematique[] = [
  thematique('fr', 'Apprentissage du français', 'apprentissage_francais'),
  thematique('fr_pro', 'Apprentissage du français à visée professionnelle', 'apprentissage_francais'),
  thematique('emploi', "Accompagnement vers / Accès à l'emploi et à la formation professionnelle", 'emploi'),
  thematique('logement', 'Accès au logement', 'logement'),
  thematique('sante', 'Santé / Accès à la santé', 'sante'),
  thematique('droits', 'Accès aux droits', 'droits'),
  thematique('sport', 'Accès au sport', 'sport'),
  thematique('culture', 'Accès à la culture / aux pratiques culturelles et artistiques', 'culture'),
  thematique('mobilite', 'Aide à la mobilité', 'mobilite'),
  thematique('parentalite', "Aide à la parentalité / Garde d'enfants", 'parentalite'),
  thematique(
    'republique',
    'Appropriation des principes de la République et des usages de la société française',
    'republique',
  ),
  thematique('numerique', "Lutte contre la fracture numérique et l'illectronisme", 'numerique'),
  thematique('global', "Accompagnement global / Parcours d'intégration renforcé", 'global'),
  thematique('acteurs', 'Actions en direction des acteurs / Professionnalisation des acteurs', 'acteurs_pro'),
  thematique('ingenierie', 'Ingénierie / Coordination du contrat et gouvernance locale', 'ingenierie'),
  thematique('promotion', "Promotion et valorisation de la politique d'intégration", null),
];

function options(
  labels: Readonly<Record<string, string>>,
  withText: readonly string[],
): OptionGroup['options'] {
  return Object.entries(labels).map(([key, label]) => ({ key, label, hasText: withText.includes(key) }));
}

export const generalOptionGroups: readonly OptionGroup[] = [
  {
    key: 'thematiques',
    part: 'infos',
    label: "Thématique(s) de l'action :",
    help: "Cocher la/les thématique(s) relatives à l'action.",
    options: thematiques,
  },
  {
    key: 'portage',
    part: 'porteurs',
    label: "Portage de l'action :",
    help: null,
    options: options(
      {
        collectivite: 'Collectivité signataire du CTAI',
        ccas: 'CCAS',
        associatif: 'Porteur associatif',
        autre: 'Autre (précisez) :',
      },
      ['autre'],
    ),
  },
  {
    key: 'selection',
    part: 'porteurs',
    label: "Modalités de sélection du/des opérateur(s) en charge du déploiement de l'action :",
    help: null,
    options: options(
      {
        aap: 'Appel à projets (AAP)',
        ami: "Appel à manifestation d'intérêt (AMI)",
        direct: 'Conventionnement direct',
        autre: 'Autre (précisez) :',
      },
      ['autre'],
    ),
  },
  {
    key: 'partenaires',
    part: 'porteurs',
    label: "Partenaire(s) mobilisés dans le cadre de l'action :",
    help: null,
    options: options(
      {
        france_travail: 'France Travail',
        ofii: 'OFII',
        agir: 'Opérateur AGIR',
        caf: 'CAF',
        cpam: 'CPAM',
        departement: 'Conseil départemental',
        region: 'Conseil régional',
        autre_collectivite: "Autre collectivité signataire d'un CTAI (le cas échéant, précisez) :",
        universite: 'Université',
        hospitalier: 'Services hospitaliers/médico-sociaux',
        consulaire: 'Chambres consulaires',
        autre: 'Autre (précisez) :',
      },
      ['autre_collectivite', 'autre'],
    ),
  },
];
