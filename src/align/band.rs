//! The part of a grid of two versions in which an alignment is looked for.

/// For each position `i` of the first version, the positions of the second that an alignment
/// may pass through. Positions lie between segments: 0 is before the first one.
#[derive(Debug, Clone)]
pub struct Band {
    low: Vec<u32>,
    high: Vec<u32>,
    start: Vec<usize>,
}

impl Band {
    /// Every position of a grid of `n` by `m` segments.
    pub fn full(n: usize, m: usize) -> Band {
        Band::new(n, m, vec![(0, m); n + 1])
    }

    /// The given ranges, both ends included, made monotone and made to hold both corners.
    pub fn new(n: usize, m: usize, mut ranges: Vec<(usize, usize)>) -> Band {
        ranges.resize(n + 1, (0, m));
        ranges[0].0 = 0;
        ranges[n].1 = m;
        for i in 1..=n {
            ranges[i].1 = ranges[i].1.max(ranges[i - 1].1).min(m);
        }
        for i in (0..n).rev() {
            ranges[i].0 = ranges[i].0.min(ranges[i + 1].0);
            // A step of at most four segments must lead from one row to the next.
            ranges[i].1 = ranges[i].1.max(ranges[i + 1].0);
        }
        let mut start = Vec::with_capacity(n + 2);
        let mut cells = 0;
        for (low, high) in &ranges {
            start.push(cells);
            cells += high - low + 1;
        }
        start.push(cells);
        let (low, high) = ranges.into_iter().map(|(l, h)| (l as u32, h as u32)).unzip();
        Band { low, high, start }
    }

    /// The number of segments of the first version.
    pub fn rows(&self) -> usize {
        self.low.len() - 1
    }

    /// The range of positions at `i`, both ends included.
    pub fn range(&self, i: usize) -> (usize, usize) {
        (self.low[i] as usize, self.high[i] as usize)
    }

    /// The number of positions in all.
    pub fn cells(&self) -> usize {
        self.start.last().copied().unwrap_or(0)
    }

    /// The index of a position, if it is in the band.
    pub fn cell(&self, i: usize, j: usize) -> Option<usize> {
        let (low, high) = self.range(i);
        (low <= j && j <= high).then(|| self.start[i] + j - low)
    }

    /// For each of the positions up to `m` of the second version the first and the last position of
    /// the first one, both ends included.
    pub fn columns(&self, m: usize) -> Vec<(usize, usize)> {
        let mut columns = vec![(usize::MAX, 0); m + 1];
        for i in 0..=self.rows() {
            let (low, high) = self.range(i);
            for column in &mut columns[low..=high] {
                column.0 = column.0.min(i);
                column.1 = column.1.max(i);
            }
        }
        columns
    }
}

/// A point that an alignment is likely to pass: segment `i` of the first version translates
/// segment `j` of the second, with so much evidence.
#[derive(Debug, Clone, Copy)]
pub struct Anchor {
    /// Segment of the first version.
    pub i: usize,
    /// Segment of the second version.
    pub j: usize,
    /// Evidence in nats.
    pub weight: f64,
}

/// The heaviest chain of anchors that rises in both versions, in O(k log k).
pub fn chain(mut anchors: Vec<Anchor>, m: usize) -> Vec<Anchor> {
    anchors.sort_by_key(|a| (a.i, std::cmp::Reverse(a.j)));
    // A Fenwick tree over j holds the best chain that ends at or before j.
    let mut tree: Vec<(f64, usize)> = vec![(0.0, usize::MAX); m + 2];
    let mut before = Vec::with_capacity(anchors.len());
    for (index, anchor) in anchors.iter().enumerate() {
        let mut best = (0.0, usize::MAX);
        let mut at = anchor.j; // strictly smaller j
        while at > 0 {
            if tree[at].0 > best.0 {
                best = tree[at];
            }
            at -= at & at.wrapping_neg();
        }
        before.push(best.1);
        let total = best.0 + anchor.weight;
        let mut at = anchor.j + 1;
        while at < tree.len() {
            if total > tree[at].0 {
                tree[at] = (total, index);
            }
            at += at & at.wrapping_neg();
        }
    }
    let mut best = (0.0, usize::MAX);
    let mut at = m + 1;
    while at > 0 {
        if tree[at].0 > best.0 {
            best = tree[at];
        }
        at -= at & at.wrapping_neg();
    }
    let mut chain = Vec::new();
    let mut at = best.1;
    while at != usize::MAX {
        chain.push(anchors[at]);
        at = before[at];
    }
    chain.reverse();
    chain
}

/// A band around a chain of anchors: `radius` on both sides of the line from one anchor to the
/// next, more the longer the gap between them, and all of a gap in which one version has much more
/// than the other; but never more than `widest` on both sides of the line.
pub fn around(chain: &[Anchor], n: usize, m: usize, radius: usize, widest: usize) -> Band {
    let mut ranges = vec![(m, 0); n + 1];
    let mut cover = |i: usize, low: usize, high: usize| {
        ranges[i].0 = ranges[i].0.min(low);
        ranges[i].1 = ranges[i].1.max(high.min(m));
    };
    let mut points: Vec<(usize, usize)> = vec![(0, 0)];
    points.extend(chain.iter().map(|a| (a.i, a.j)));
    points.push((n, m));
    for pair in points.windows(2) {
        let ((i0, j0), (i1, j1)) = (pair[0], pair[1]);
        let (rows, columns) = (i1 - i0, j1.saturating_sub(j0));
        for i in i0..=i1 {
            let uneven = rows.abs_diff(columns) > rows.min(columns) && columns <= widest;
            if rows.max(columns) <= 4 * radius || uneven {
                cover(i, j0.saturating_sub(radius), j1 + radius);
            } else {
                // The longer the gap, the further the path may stray from the straight line.
                let middle = j0 + columns * (i - i0) / rows.max(1);
                let wide = (radius + rows.max(columns) / 8).min(widest);
                cover(i, middle.saturating_sub(wide), middle + wide);
            }
        }
    }
    Band::new(n, m, ranges)
}
