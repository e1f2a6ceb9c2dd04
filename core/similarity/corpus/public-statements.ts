import { PLACES, SIZES } from './shared-slots';
import type { Statement } from './statement';

/** Of councils, courts and builders. */
export const PUBLIC_STATEMENTS: readonly Statement[] = [
  {
    moulds: [
      'The {body} {voted} the {plan} for the {size} {place} in the {district}',
      'A {plan} for a {size} {place} in a {district} was {voted} by a {body}',
      'By one narrow vote, this {body} {voted} its {plan} to give {district} residents their {size} {place}',
      'Members of the {body} met, and {voted} what the {district} had asked of them: the {plan} of the {size} {place}',
    ],
    slots: {
      body: [
        ['council', 'assembly'],
        ['parliament', 'legislature'],
        ['committee', 'panel'],
        ['ministry', 'department'],
        ['senate', 'upper house'],
      ],
      voted: [
        ['approved', 'backed'],
        ['rejected', 'refused'],
        ['delayed', 'postponed'],
        ['changed', 'revised'],
        ['discussed', 'debated'],
      ],
      plan: [
        ['plan', 'scheme'],
        ['budget', 'spending'],
        ['permit', 'licence'],
        ['contract', 'deal'],
        ['design', 'draft'],
      ],
      size: SIZES,
      place: PLACES,
      district: [
        ['suburb', 'commuter belt'],
        ['town', 'borough'],
        ['valley', 'lowland'],
        ['centre', 'downtown'],
        ['village', 'hamlet'],
      ],
    },
  },
  {
    moulds: [
      'The {court} {ruled} that the {party} must {pay} the {sum} to the {victim}',
      'A {sum} is what a {party} must {pay} to a {victim}, a {court} {ruled}',
      'This {court} {ruled} it: that {sum} is what her {party} must {pay} its {victim}',
      'To the {victim} the {party} must {pay} the whole of the {sum}, as the {court} {ruled} in the end',
    ],
    slots: {
      court: [
        ['court', 'tribunal'],
        ['judge', 'magistrate'],
        ['jury', 'panel of jurors'],
        ['arbiter', 'mediator'],
        ['regulator', 'watchdog'],
      ],
      ruled: [
        ['ruled', 'decided'],
        ['doubted', 'questioned'],
        ['repeated', 'reiterated'],
        ['denied', 'disputed'],
        ['confirmed', 'upheld'],
      ],
      party: [
        ['company', 'firm'],
        ['landlord', 'house owner'],
        ['newspaper', 'daily'],
        ['airline', 'carrier'],
        ['insurer', 'underwriter'],
      ],
      pay: [
        ['pay', 'hand'],
        ['lend', 'loan'],
        ['offer', 'grant'],
        ['return', 'repay'],
        ['send', 'forward'],
      ],
      sum: [
        ['fine', 'penalty'],
        ['compensation', 'indemnity'],
        ['deposit', 'down payment'],
        ['salary', 'wage'],
        ['refund', 'reimbursement'],
      ],
      victim: [
        ['tenant', 'lodger'],
        ['passenger', 'traveller'],
        ['worker', 'employee'],
        ['neighbour', 'person next door'],
        ['witness', 'bystander'],
      ],
    },
  },
  {
    moulds: [
      'The {agency} {tracked} the {storm} over the {region} through the {time}',
      'A {storm} over a {region} was {tracked} by a {agency} through a whole {time}',
      'All {time} long, {agency} staff {tracked} this {storm} over their {region}',
      'Through the {time} the {region} saw the worst of the {storm}, which the head of the {agency} {tracked}',
    ],
    slots: {
      agency: [
        ['agency', 'bureau'],
        ['observatory', 'weather station'],
        ['university', 'academy'],
        ['institute', 'research centre'],
        ['authority', 'office'],
      ],
      tracked: [
        ['tracked', 'followed'],
        ['measured', 'gauged'],
        ['predicted', 'forecast'],
        ['filmed', 'recorded'],
        ['studied', 'researched'],
      ],
      storm: [
        ['storm', 'tempest'],
        ['drought', 'dry spell'],
        ['frost', 'freeze'],
        ['flood', 'deluge'],
        ['fog', 'mist'],
      ],
      region: [
        ['coast', 'seaside'],
        ['mountains', 'highlands'],
        ['desert', 'wasteland'],
        ['island', 'isle'],
        ['capital', 'seat of government'],
      ],
      time: [
        ['weekend', 'break'],
        ['night', 'evening'],
        ['month', 'four-week spell'],
        ['winter', 'cold season'],
        ['holiday', 'vacation'],
      ],
    },
  },
];
