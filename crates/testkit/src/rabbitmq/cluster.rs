//! Three nodes that are one RabbitMQ.

use super::{Node, node::alone};

/// A cluster of three nodes on this machine. Stopped when dropped.
#[derive(Debug)]
pub struct Cluster {
    /// Its nodes.
    pub nodes: [Node; 3],
}

impl Cluster {
    /// Starts three nodes and joins them.
    pub async fn start() -> Self {
        let alone = alone().await;
        let settings = "cluster_partition_handling = pause_minority\n";
        let nodes = ["a", "b", "c"].map(|name| Node::prepare(name, settings, alone.clone()));
        let [first, others @ ..] = &nodes;
        first.up().await;
        for node in others {
            node.up().await;
            node.ctl(&["stop_app"]).await;
            node.ctl(&["join_cluster", &first.name]).await;
            node.ctl(&["start_app"]).await;
        }
        Self { nodes }
    }

    /// Starts all of them again: those that know of others wait for them.
    pub async fn up(&self) {
        for node in &self.nodes {
            node.launch();
        }
        for node in &self.nodes {
            node.started().await;
        }
    }

    /// The address of each node.
    pub fn urls(&self) -> Vec<&str> {
        self.nodes.iter().map(|node| node.url.as_str()).collect()
    }
}
