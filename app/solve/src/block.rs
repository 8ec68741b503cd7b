//! The elimination inside of a step, written down once for all steps.
//!
//! The normal equations `A Θ Aᵀ` of a step have the same pattern everywhere. Rows that share no variable with a
//! neighbouring step are *local*: they are eliminated within the step, in an order that keeps the pattern thin. What
//! remains are the *chain* rows, which link the steps, and the border of totals and capacities.

use std::collections::BTreeMap;

use crate::form::Form;

/// Which rows are local, and the program of every pattern that pieces have.
#[derive(Debug)]
pub(crate) struct Block {
    /// Rows that link neighbouring steps.
    pub(crate) chain: Vec<usize>,
    pub(crate) programs: Vec<Program>,
    /// By piece.
    pub(crate) program: Vec<usize>,
    /// Nodes of the border: capacities, then totals.
    pub(crate) border: usize,
}

/// Where a contribution goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Target {
    /// An entry that has a value every step.
    Plane(usize),
    /// An entry between two nodes of the border (first ≤ second), summed over the steps.
    Border(usize, usize),
}

/// What is done in every step of a piece.
#[derive(Debug)]
pub(crate) struct Program {
    /// Number of planes.
    pub(crate) planes: usize,
    /// Plane of the diagonal of every row.
    pub(crate) diagonals: Vec<usize>,
    /// By variable.
    pub(crate) columns: Vec<ColumnPlan>,
    /// Capacities as terms of rows, in the order of the form.
    pub(crate) row_capacities: Vec<usize>,
    pub(crate) pivots: Vec<Pivot>,
    /// Planes between chain rows (first ≤ second, in the order of the chain).
    pub(crate) chain: Vec<(usize, usize, usize)>,
    /// Planes between a chain row and a node of the border.
    pub(crate) chain_border: Vec<(usize, usize, usize)>,
}

/// Targets of a variable's contributions.
#[derive(Debug)]
pub(crate) struct ColumnPlan {
    pub(crate) capacity: Option<usize>,
    /// By row: targets with this row and all later ones, then all totals, then the capacity.
    pub(crate) rows: Vec<Vec<usize>>,
}

/// Elimination of one local row.
#[derive(Debug)]
pub(crate) struct Pivot {
    pub(crate) row: usize,
    pub(crate) diagonal: usize,
    pub(crate) others: Vec<(Node, usize)>,
    /// First and second of `others`, and where their product goes.
    pub(crate) updates: Vec<(usize, usize, Target)>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Node {
    Row(usize),
    Border(usize),
}

impl Block {
    pub(crate) fn new(form: &Form) -> Self {
        let mut links = vec![false; form.rows];
        for column in form.columns.iter().filter(|column| !column.previous.is_empty()) {
            column.rows.iter().chain(&column.previous).for_each(|(row, _)| links[*row] = true);
        }
        let chain: Vec<usize> = (0..form.rows).filter(|row| links[*row]).collect();
        let mut known: BTreeMap<Vec<Option<usize>>, usize> = BTreeMap::new();
        let mut programs = Vec::new();
        let mut program = Vec::new();
        for piece in 0..form.pieces.len() {
            let capacities: Vec<Option<usize>> = form
                .columns
                .iter()
                .map(|column| column.bound.as_ref().and_then(|bound| bound.capacity[piece]))
                .collect();
            let next = programs.len();
            program.push(*known.entry(capacities.clone()).or_insert_with(|| {
                programs.push(Program::new(form, &capacities, &links, &chain));
                next
            }));
        }
        Self { chain, programs, program, border: form.capacities.len() + form.totals.len() }
    }
}

/// Planes by pair of nodes, the first at most the second.
#[derive(Default)]
struct Entries(BTreeMap<(Node, Node), usize>);

impl Entries {
    fn plane(&mut self, a: Node, b: Node) -> usize {
        let next = self.0.len();
        *self.0.entry((a.min(b), a.max(b))).or_insert(next)
    }

    fn target(&mut self, a: Node, b: Node) -> Target {
        match (a, b) {
            (Node::Border(a), Node::Border(b)) => Target::Border(a.min(b), a.max(b)),
            _ => Target::Plane(self.plane(a, b)),
        }
    }
}

impl Program {
    fn new(form: &Form, capacities: &[Option<usize>], links: &[bool], chain: &[usize]) -> Self {
        let mut entries = Entries::default();
        let diagonals = (0..form.rows).map(|row| entries.plane(Node::Row(row), Node::Row(row))).collect();
        let first_total = form.capacities.len();
        let mut columns = Vec::new();
        for (column, capacity) in form.columns.iter().zip(capacities) {
            let mut nodes: Vec<Node> = column.rows.iter().map(|(row, _)| Node::Row(*row)).collect();
            nodes.extend(column.totals.iter().map(|(total, _)| Node::Border(first_total + total)));
            nodes.extend(capacity.map(Node::Border));
            let rows = 0..column.rows.len();
            let rows = rows
                .map(|i| nodes[i..].iter().map(|node| entries.plane(nodes[i], *node)).collect())
                .collect();
            columns.push(ColumnPlan { capacity: *capacity, rows });
        }
        let row_capacities = form
            .row_capacities
            .iter()
            .map(|(row, k, _)| entries.plane(Node::Row(*row), Node::Border(*k)))
            .collect();
        let pivots = eliminate(&mut entries, links);
        let place = |row: usize| chain.iter().position(|other| *other == row);
        let mut chain_planes = Vec::new();
        let mut chain_border = Vec::new();
        for ((a, b), plane) in &entries.0 {
            match (a, b) {
                (Node::Row(a), Node::Row(b)) => {
                    chain_planes.extend(place(*a).zip(place(*b)).map(|(a, b)| (a, b, *plane)));
                }
                (Node::Row(a), Node::Border(b)) => chain_border.extend(place(*a).map(|a| (a, *b, *plane))),
                _ => {}
            }
        }
        let planes = entries.0.len();
        Self { planes, diagonals, columns, row_capacities, pivots, chain: chain_planes, chain_border }
    }
}

/// Eliminates local rows, always the one with the fewest neighbours.
fn eliminate(entries: &mut Entries, links: &[bool]) -> Vec<Pivot> {
    let mut left: Vec<usize> = (0..links.len()).filter(|row| !links[*row]).collect();
    let mut done = vec![false; links.len()];
    let mut pivots = Vec::new();
    while !left.is_empty() {
        let neighbours = |entries: &Entries, row: usize| -> Vec<(Node, usize)> {
            let open = |node: &Node| !matches!(node, Node::Row(other) if *other == row || done[*other]);
            let of = |((a, b), plane): (&(Node, Node), &usize)| {
                let other = if *a == Node::Row(row) { *b } else { *a };
                (*a == Node::Row(row) || *b == Node::Row(row)).then_some((other, *plane))
            };
            entries.0.iter().filter_map(of).filter(|(node, _)| open(node)).collect()
        };
        let best = (0..left.len()).min_by_key(|place| neighbours(entries, left[*place]).len()).unwrap_or(0);
        let row = left.remove(best);
        let others = neighbours(entries, row);
        let mut updates = Vec::new();
        for (first, (a, _)) in others.iter().enumerate() {
            for (second, (b, _)) in others.iter().enumerate().skip(first) {
                updates.push((first, second, entries.target(*a, *b)));
            }
        }
        let diagonal = entries.plane(Node::Row(row), Node::Row(row));
        pivots.push(Pivot { row, diagonal, others, updates });
        done[row] = true;
    }
    pivots
}
