//! Many commands in one transaction, and nobody hurt by somebody else's bad one.

use std::sync::{
    Arc,
    atomic::{AtomicUsize, Ordering},
};

use futures_util::{StreamExt, stream::FuturesUnordered};
use kontor_store::{Database, GroupCommit, GroupError, GroupLimits, StoreError, Tx, Work};
use kontor_testkit::on_both_engines;
use tokio_util::sync::CancellationToken;
use uuid::Uuid;

use crate::transactions::TABLES;

struct InsertThings {
    groups: Arc<AtomicUsize>,
}

impl Work for InsertThings {
    type Command = u128;
    type Reply = u128;

    async fn apply(&self, tx: &Tx, commands: &[u128]) -> Result<Vec<u128>, StoreError> {
        self.groups.fetch_add(1, Ordering::SeqCst);
        let rows = commands.iter().map(|n| {
            vec![
                Uuid::from_u128(*n).into(),
                "a".into(),
                0_i64.into(),
                true.into(),
            ]
        });
        tx.insert("things", &["id", "name", "n", "ok"], rows.collect(), "")
            .await?;
        Ok(commands.to_vec())
    }
}

fn start(
    database: &Database,
    limits: GroupLimits,
) -> (
    GroupCommit<InsertThings>,
    Arc<AtomicUsize>,
    impl Future<Output = ()> + Send + use<>,
) {
    let groups = Arc::new(AtomicUsize::new(0));
    let work = InsertThings {
        groups: Arc::clone(&groups),
    };
    let (entrance, task) =
        GroupCommit::new(database.clone(), work, limits, CancellationToken::new());
    (entrance, groups, task)
}

#[tokio::test]
async fn commands_share_transactions_and_each_gets_its_own_answer() {
    on_both_engines("test", &[TABLES], |database| async move {
        let (entrance, groups, task) = start(
            &database,
            GroupLimits {
                batch: 64,
                queue: 1_000,
            },
        );
        let submits = async move {
            let mut all: FuturesUnordered<_> = (0..500)
                .map(|n| {
                    let entrance = entrance.clone();
                    async move { (n, entrance.submit(n).await) }
                })
                .collect();
            while let Some((n, reply)) = all.next().await {
                assert_eq!(reply.unwrap(), n);
            }
        };
        futures_util::join!(task, submits);
        assert!(
            groups.load(Ordering::SeqCst) <= 9,
            "500 commands took {groups:?} transactions"
        );
    })
    .await;
}

#[tokio::test]
async fn a_bad_command_fails_alone() {
    on_both_engines("test", &[TABLES], |database| async move {
        let (entrance, _, task) = start(&database, GroupLimits { batch: 64, queue: 1_000 });
        let submits = async move {
            let all = [1, 2, 2, 3].map(|n| entrance.submit(n));
            let replies = futures_util::future::join_all(all).await;
            assert_eq!(replies.iter().filter(|reply| reply.is_ok()).count(), 3);
            let conflict = |reply: &Result<u128, GroupError>| matches!(reply, Err(GroupError::Store(error)) if matches!(**error, StoreError::Conflict(_)));
            assert!(conflict(&replies[2]), "{replies:?}");
        };
        futures_util::join!(task, submits);
    })
    .await;
}

#[tokio::test]
async fn a_full_queue_refuses_at_once_and_a_stopped_one_finishes_what_it_took() {
    on_both_engines("test", &[TABLES], |database| async move {
        let work = InsertThings {
            groups: Arc::default(),
        };
        let stop = CancellationToken::new();
        let limits = GroupLimits {
            batch: 64,
            queue: 2,
        };
        let (entrance, task) = GroupCommit::new(database.clone(), work, limits, stop.clone());
        let (first, second) = (entrance.submit(1), entrance.submit(2));
        let (mut first, mut second) = (Box::pin(first), Box::pin(second));
        assert!(futures_util::poll!(&mut first).is_pending());
        assert!(futures_util::poll!(&mut second).is_pending());
        assert!(matches!(entrance.submit(3).await, Err(GroupError::Full)));
        stop.cancel();
        task.await;
        assert_eq!((first.await.unwrap(), second.await.unwrap()), (1, 2));
        assert!(matches!(entrance.submit(4).await, Err(GroupError::Stopped)));
    })
    .await;
}
