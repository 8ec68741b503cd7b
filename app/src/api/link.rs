//! Links that are sent to somebody, as those who send them see them.

/// An open invitation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct InvitationView {
    /// Names the invitation in forms; it is not the key of the link.
    pub id: String,
    /// Who was invited.
    pub email: String,
    /// When it ends, seconds since 1970.
    pub expires_at_s: i64,
}

/// A link that was made just now.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SentLink {
    /// For whom.
    pub email: String,
    /// How long it is valid, seconds.
    pub valid_s: i64,
    /// The link, if it has to be passed on by hand.
    pub url: Option<String>,
}

/// The page of invitations.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct InvitationsView {
    /// Newest first.
    pub invitations: Vec<InvitationView>,
    /// What was made just now.
    pub sent: Option<SentLink>,
    /// Whether links are sent by mail.
    pub mailed: bool,
}
