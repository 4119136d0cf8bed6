// Thematic sections on French, work and housing. `logement_part` is a share of the line above it, but its denominator
// (households at the end of their path) is not printed: it is typed. The form gives no unit to `logement_duree`: months,
// as for the path to work.
import { hourlyCost, input, section, table } from './build-section.ts';
import type { Section } from './shapes.ts';

export const apprentissageFrancaisSection: Section = section({
  key: 'apprentissage_francais',
  label: 'Apprentissage du français (y compris à visée professionnelle)',
  tables: [
    table([
      input('fr_heures', "Nombre d'heures de formation dispensées", 'hours', 'h', {
        help: "nombre d'heures dispensées, indépendamment du nombre de bénéficiaires. Pour une formation de 10 heures dispensées à 20 bénéficiaires, compter 10 heures et non 10x20=200 heures",
      }),
      hourlyCost(
        'fr_cout_horaire',
        'fr_heures',
        "= coût total de l'action/nombre d'heures de formations dispensées/nombre total de bénéficiaires",
      ),
    ]),
    table([
      input('fr_assidus', 'Nombre de participants assidus', 'count', 'personnes', {
        help: "nombre de participants dont le taux de présence aux séances de formation dispensées est égal ou supérieur à 80 % du nombre d'heures prévues dans leur parcours individuel de formation",
      }),
    ]),
    table([
      input(
        'fr_progres',
        "Nombre de participants ayant progressé d'au moins un niveau du Cadre européen commun de référence pour les langues (CECRL) entre le début et la fin de la formation",
        'count',
        'personnes',
      ),
      input(
        'fr_certif',
        "Nombre de participants ayant passé une certification à l'issue de la formation",
        'count',
        'personnes',
      ),
    ]),
  ],
});

export const emploiSection: Section = section({
  key: 'emploi',
  label: "Accompagnement vers / Accès à l'emploi et à la formation professionnelle",
  intro: "Indicateur de suivi de l'action",
  tables: [
    table([
      input('emploi_duree', "Durée moyenne du parcours vers l'emploi", 'duration', 'mois', {
        help: "Exprimée en mois entre l'inscription du bénéficiaire dans le parcours et sa sortie",
      }),
    ]),
    table([
      input(
        'emploi_sorties',
        "Nombre de bénéficiaires en sortie positive à l'issue du parcours d'accompagnement vers l'emploi",
        'count',
        'personnes',
        {
          help: "Est considérée comme une sortie positive : une sortie en emploi quels qu'en soient la nature et le type ainsi qu'en formation pré-qualifiante / qualifiante / certifiante ou diplômante.",
        },
      ),
      input('emploi_formation', 'Nombre de bénéficiaires en formation professionnelle', 'count', 'personnes'),
      input(
        'emploi_durable',
        "Nombre de bénéficiaires en emploi durable à l'issue du parcours",
        'count',
        'personnes',
        {
          help: "Un emploi durable correspond à tout contrat de plus de 6 mois quels qu'en soient la nature et le type.",
        },
      ),
      input(
        'emploi_sorties6',
        'Nombre de bénéficiaires en sortie positive 6 mois après leur sortie de parcours',
        'count',
        'personnes',
        { help: "Si ce suivi à 6 mois n'est pas réalisé, le préciser", acceptsOther: true },
      ),
    ]),
  ],
});

export const logementSection: Section = section({
  key: 'logement',
  label: 'Accès au logement',
  intro: "Indicateur de suivi de l'action",
  tables: [
    table([
      input('logement_menages', 'Nombre de ménages accompagnés vers le logement', 'count', 'ménages'),
      input(
        'logement_duree',
        "Durée moyenne des parcours d'accompagnement vers le logement dispensés sur cette action",
        'duration',
        'mois',
      ),
      input(
        'logement_perenne',
        'Nombre de ménages ayant pu accéder à un logement pérenne',
        'count',
        'ménages',
        {
          help: 'Une sortie positive est une sortie en logement pérenne (logement public ou privé, résidence sociale, foyer de jeunes travailleurs) et non en hébergement.',
        },
      ),
      input(
        'logement_part',
        'Part sur la totalité des participants en situation de fin de parcours',
        'percent',
        '%',
      ),
    ]),
  ],
});
