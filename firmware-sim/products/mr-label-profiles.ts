import type { MrLabels } from './mr-label.ts';

const review2021 = 'Dupoiron et al. 2021, imaging for intrathecal drug delivery systems (review)';
const flowonix2020 = 'Prometra II instructions for use; Flowonix MRI safety information, January 2020';

export const synchromedIIMrLabels: MrLabels = {
  mainRegion: 'US',
  labels: [
    {
      region: 'US',
      from: '2008-08',
      allows: 'up to',
      fieldMt: 1500,
      source: 'Medtronic MRI page, SynchroMed II, correction of August 2008',
    },
    {
      region: 'US',
      from: '2021',
      allows: 'up to',
      fieldMt: 3000,
      source: `${review2021}; it names no region, and the year of the change is taken from it (assumed)`,
    },
    { region: 'EU', from: '2021', allows: 'up to', fieldMt: 3000, source: review2021 },
  ],
};

export const synchromedELMrLabels: MrLabels = {
  mainRegion: 'US',
  labels: [
    {
      region: 'US',
      from: '2008',
      allows: 'up to',
      fieldMt: 1500,
      source: 'Medtronic MRI page, SynchroMed EL; its year is taken from MHRA MDA/2008/087 (assumed)',
    },
  ],
};

/** Labels of the first Prometra: conditional in the US, unsafe in the EU since a notice of 2019. */
export const prometraMrLabels: MrLabels = {
  mainRegion: 'US',
  labels: [
    {
      region: 'US',
      from: '2020-01',
      allows: 'exactly',
      fieldMt: 1500,
      gradientTPerMMax: 20,
      source: `Flowonix MRI safety information, January 2020; its limits are taken as those of Prometra II (assumed)`,
    },
    { region: 'EU', from: '2019-10', allows: 'unsafe', source: 'Flowonix field safety notice, October 2019' },
  ],
};

export const prometraIIMrLabels: MrLabels = {
  mainRegion: 'US',
  labels: [
    {
      region: 'US',
      from: '2020-01',
      allows: 'exactly',
      fieldMt: 1500,
      gradientTPerMMax: 20,
      source: flowonix2020,
    },
  ],
};

export const siromedesMrLabels: MrLabels = {
  mainRegion: 'EU',
  labels: [{ region: 'EU', from: '2021', allows: 'up to', fieldMt: 3000, source: `${review2021}, table 1` }],
};
