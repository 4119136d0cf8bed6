// The contract side of the Metz amendment no. 2 (council of 26 September 2024): parties, axes, exercise, money.
// Titles stand as printed in article 1, slips included. No names of persons, no bank details.
import type { ExampleContract } from '../example-plan.ts';

export const ccas = 'CCAS de Metz';

export const contract: ExampleContract = {
  title: 'CTAI de Metz',
  planTitle: 'Plan 2024-2025',
  parties: [
    'Ville de Metz',
    "Centre communal d'action sociale de Metz (CCAS de Metz)",
    'État (préfet de la Moselle)',
  ],
  axes: [
    {
      number: 1,
      title:
        "Renforcer la gouvernance de la politique d'intégration des BPI, BPT et primo-arrivants sur le territoire messin par la création d'un réseau et la co-construction d'actions ciblées",
    },
    {
      number: 2,
      title:
        "Améliorer la maîtrise de la langue française, l'accès à la formation et à l'emploi du publics CTAI",
    },
    {
      number: 3,
      title: "Améliorer l'accès aux droits par des actions novatrices et des structures référentes",
    },
    {
      number: 4,
      title:
        'Améliorer la connaissance des besoins de santé du public CTAI, leur accès aux soins et aux droits de la santé',
    },
    {
      number: 5,
      title: 'Favoriser les liens sociaux entre le public CTAI et les messins dans un enjeu de citoyenneté',
    },
    {
      number: 6,
      title: "Favoriser l'accès au logement et le bien vivre don logement et son quartier",
    },
  ],
  exercise: '2024-2025',
  // The document gives no days: its actions run from September to June.
  startsOn: '2024-09-01',
  endsOn: '2025-06-30',
  envelope: 246_000,
  envelopes: [
    { exercise: '2023-2024', amount: 246_000 },
    { exercise: '2024-2025', amount: 246_000 },
  ],
  payments: [
    {
      exercise: '2024-2025',
      amount: 246_000,
      due: 'notification',
      payee: "Centre Communal d'Action Sociale de la Ville de Metz",
    },
  ],
  contractTotal: 692_000,
  organisations: [
    'Ville de Metz',
    ccas,
    'Préfecture de la Moselle',
    'CASSIS',
    'Metz French Pro',
    'Maison du FLE',
    'La Cravate Solidaire',
    "PEP LOR'EST",
    'CREPI',
    'Centre Pierre Janet',
  ],
};
