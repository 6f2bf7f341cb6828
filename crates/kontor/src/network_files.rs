//! Folders that are somewhere else: what locks a file there does not hold for other machines.

use std::path::Path;

/// File systems of networks by what `statfs` calls them (linux/magic.h, and statfs(2)).
const NETWORKS: [(u32, &str); 9] = [
    (0x0000_6969, "NFS"),
    (0x0000_517b, "SMB"),
    (0xff53_4d42, "CIFS"),
    (0xfe53_4d42, "SMB"),
    (0x00c3_6400, "Ceph"),
    (0x0102_1997, "9P"),
    (0x5346_414f, "AFS"),
    (0x0116_1970, "GFS2"),
    (0x7461_636f, "OCFS2"),
];

/// The kind of network that a folder is on; none if it is on this machine, or cannot be asked.
pub(crate) fn kind_of(folder: &str) -> Option<&'static str> {
    let folder = Path::new(folder.trim_start_matches("//"));
    let there = folder.ancestors().find(|folder| folder.is_dir());
    let asked = rustix::fs::statfs(there.unwrap_or(Path::new("."))).ok()?;
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "a number of 32 bits in a wider field"
    )]
    let number = asked.f_type as u32;
    name_of(number)
}

fn name_of(number: u32) -> Option<&'static str> {
    let found = NETWORKS.iter().find(|(known, _)| *known == number);
    found.map(|(_, name)| *name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_folder_of_this_machine_is_none_of_a_network() {
        let folder = tempfile::tempdir().unwrap();
        assert_eq!(kind_of(&folder.path().display().to_string()), None);
        assert_eq!(
            kind_of(&folder.path().join("not/there").display().to_string()),
            None
        );
        assert_eq!(name_of(0x6969), Some("NFS"));
        assert_eq!(name_of(0xef53), None, "ext4");
    }
}
