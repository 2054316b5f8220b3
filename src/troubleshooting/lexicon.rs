//! The words of complaint, in one place: what the grammar in `complaint` looks up.
//!
//! All are lower-case. They are English, not one docset's: a product name never belongs here.

/// Verbs of being and having, and modals, that "not" attaches to.
pub(super) const AUXILIARIES: &[&str] = &[
    "is", "are", "am", "was", "were", "be", "been", "do", "does", "did", "has", "have", "had",
    "will", "would", "can", "could",
];

/// Forms that make the participle after them a predicate: "is missing", "gets rejected".
pub(super) const COPULAS: &[&str] = &[
    "is", "are", "am", "was", "were", "be", "been", "being", "get", "gets", "getting", "got", "has",
    "have", "had", "seem", "seems", "appear", "appears", "becomes", "looks", "remains", "stays",
    "shows", "keeps", "goes", "it",
];

/// Who speaks or is spoken to.
pub(super) const SPEAKERS: &[&str] = &[
    "i", "we", "you", "my", "our", "your", "me", "us", "mine", "ours", "yours",
];

/// Subjects that act at will: that one of them doesn't do something is no fault by itself.
pub(super) const AGENTS: &[&str] = &[
    "i", "we", "you", "they", "he", "she", "partner", "partners", "customer", "customers",
    "company", "organization", "organisation", "reseller", "resellers", "provider", "user", "users",
    "admin", "admins", "developer", "developers", "people",
];

/// What somebody stuck doesn't do: perception and access. Others ("don't want") are no fault.
pub(super) const PERCEPTION: &[&str] = &[
    "see", "seeing", "find", "finding", "get", "getting", "receive", "receiving", "received",
    "view", "viewing", "sign", "log", "logging", "connect", "recognize", "recognise", "remember",
    "able", "notified", "reach", "locate", "hear", "got", "seen", "found", "authorized",
];

/// After "not": a choice, a rule or a property, no fault.
pub(super) const CHOICE: &[&str] = &[
    "want", "need", "needed", "use", "used", "using", "require", "required", "requires",
    "necessary", "plan", "intend", "decide", "agree", "wish", "care", "mind", "matter",
    "recommended", "include", "included", "apply", "just", "only", "contain", "affect", "affected",
    "depend", "optional", "mandatory", "changing", "change", "necessarily", "intended", "always",
    "all", "every", "too", "a", "an", "covered", "so", "part", "meant", "supposed", "considered",
    "subject", "limited",
];

/// Words that state a fault wherever they are the predicate.
pub(super) const FAULTS: &[&str] = &[
    "fail", "fails", "failed", "failing", "missing", "incorrect", "incorrectly", "invalid", "wrong",
    "wrongly", "blocked", "blocks", "blocking", "denied", "denies", "disabled", "unavailable",
    "inaccessible", "rejected", "rejects", "declined", "declines", "stuck", "lost", "loses",
    "forgot", "forgotten", "corrupt", "corrupted", "crash", "crashes", "crashed", "crashing",
    "hang", "hangs", "hung", "freezes", "frozen", "freezing", "unexpected", "unexpectedly",
    "unauthorized", "forbidden", "disconnected", "disconnects", "compromised", "suspended",
    "broken", "breaks", "unresponsive", "mismatch", "mismatched", "mismatches", "discrepancy",
    "discrepancies", "duplicate", "duplicated", "duplicates", "blank", "empty", "stopped", "stops",
    "expired", "refused", "refuses", "timeout", "timeouts", "preventing", "prevents", "prevented",
    "interrupted", "slow", "slowly", "slows", "unrecognized", "exceeds", "exceeded", "inconsistent",
    "unreachable", "unreadable", "unusable", "garbled", "damaged", "ignored", "terminates",
    "aborts", "aborted", "throws", "unresolved", "locks", "obfuscated", "outdated", "misconfigured",
    "unsuccessful", "conflicting",
];

/// Of [`FAULTS`], the finite verbs: a sentence that has one has its predicate.
pub(super) const FINITE: &[&str] = &[
    "fails", "blocks", "denies", "rejects", "declines", "loses", "forgot", "crashes", "hangs",
    "freezes", "disconnects", "breaks", "mismatches", "stops", "refuses", "prevents", "slows",
    "exceeds", "terminates", "aborts", "throws", "locks",
];

/// Nouns that name a fault.
pub(super) const FAULT_NOUNS: &[&str] = &[
    "error", "errors", "failure", "failures", "issue", "issues", "problem", "problems", "trouble",
    "troubles", "crash", "crashes", "timeout", "conflict", "conflicts", "mismatch", "mismatches",
    "discrepancy", "discrepancies", "outage", "hang", "hangs", "denial", "rejection",
];

/// What may follow a noun phrase, so that the noun before it is its head.
pub(super) const PHRASE_ENDS: &[&str] = &[
    "in", "on", "at", "when", "while", "with", "during", "for", "after", "from", "and", "or", "but",
    "is", "are", "was", "were", "occurs", "occur", "occurred", "by", "because", "due", "to", "if",
    "as", "using", "before", "appears", "appear", "that", "about", "message", "through", "within",
    "between", "until", "under", "into", "despite", "since", "via",
];

/// "No …" that is a fault: what should be there isn't.
pub(super) const NOTHING: &[&str] = &[
    "response", "access", "option", "data", "records", "results", "reply", "output", "connection",
    "audio", "sound", "connectivity", "internet", "network", "such", "longer",
];

/// After "already": what makes it a refusal.
pub(super) const ALREADY: &[&str] = &[
    "exist", "exists", "exits", "registered", "associated", "in", "being", "taken", "used",
    "linked", "claimed", "enrolled", "open", "running", "installed", "defined",
];

/// With "why": that something isn't as expected.
pub(super) const SURPRISES: &[&str] = &[
    "differ", "differs", "differently", "zero", "drop", "drops", "dropped", "fewer", "less", "lower", "higher", "twice", "unknown", "unknowns", "replaced", "still", "even", "delayed", "late", "negative", "disappear", "disappeared", "gone", "only", "missed",
];

/// Verbs that put a fault right. A heading that opens with one is for somebody stuck, provided
/// that it also names the fault.
pub(super) const REPAIRS: &[&str] = &[
    "fix", "fixing", "resolve", "resolving", "solve", "solving", "repair", "repairing",
    "troubleshoot", "troubleshooting", "diagnose", "diagnosing", "correct", "correcting", "recover",
    "recovering", "regain", "restore", "restoring", "unblock", "unlock", "handle", "appeal", "appealing",
    "dispute", "disputing", "trouble-shoot", "trouble-shooting",
];

/// "Error …" that is about errors, not of one.
pub(super) const ERROR_TOPICS: &[&str] = &[
    "code", "codes", "handling", "handler", "handlers", "response", "responses", "messages",
    "types", "type", "reporting", "object", "objects", "class", "classes", "record", "records",
    "logging", "log", "logs", "checking", "checks", "recovery", "pages", "page", "reference",
    "list", "conditions", "condition", "values", "value", "details", "section", "report", "reports",
    "information", "correction", "detection", "stream", "category", "categories", "constants",
    "macros", "functions", "function", "events", "event", "number", "numbers", "level", "levels",
    "status", "statistics", "mode", "modes", "view", "action", "preference", "output", "text",
    "tracking", "notification", "notifications", "propagation", "processing", "behavior",
    "documents", "states", "state", "variables", "variable", "traces", "tracing", "management",
    "modules", "module", "rules", "rule", "definitions", "lookup", "prevention",
];

/// Words that ask for information, not for help, when they open a question.
pub(super) const QUESTION_WORDS: &[&str] = &[
    "what", "how", "when", "where", "which", "who", "whose", "can", "could", "do", "does", "did",
    "is", "are", "was", "were", "will", "would", "should", "has", "have", "had", "am", "may",
    "must", "shall", "might",
];

/// Words of a heading that only labels a group of symptoms.
pub(super) const LABELS: &[&str] = &[
    "troubleshooting", "troubleshoot", "trouble-shooting", "trouble-shoot", "common", "known", "general", "tips", "steps", "guide",
    "guidance", "checklist", "issue", "issues", "problem", "problems", "error", "errors", "message",
    "messages", "scenario", "scenarios", "and", "solutions", "solution", "other", "additional",
    "faq", "faqs", "more", "failures", "failure", "the", "of", "information", "further", "related",
    "possible", "resources", "resource", "basic", "advanced", "frequent", "typical", "your",
    "questions", "frequently", "asked", "some", "codes", "help", "support", "this", "article",
    "limitations", "workarounds", "workaround", "notes", "bugs", "or", "potential", "with", "for",
    "techniques", "technique", "tools", "section", "procedures", "procedure", "overview",
    "introduction", "using", "a", "summary", "exceptions", "exception", "warnings", "warning",
    "conflicts", "open", "current", "next", "reporting", "to", "reference", "unknown", "unexpected",
    "guides", "articles", "suggestions", "checklists", "options", "ideas", "topics", "tip", "faqs",
    "on", "in", "how",
];

/// A heading that opens with one of these is on the subject of faults; nothing is wrong.
pub(super) const ABOUT: &[&str] = &[
    "handling", "avoid", "avoiding", "prevent", "preventing", "check", "checking", "detect",
    "detecting", "report", "reporting", "view", "viewing", "get", "getting", "submit", "find",
    "finding", "identify", "identifying", "record", "log", "logging", "understand", "understanding",
    "review", "reviewing", "parse", "parsing", "how", "about", "types", "list", "overview", "throw",
    "throwing", "raise", "raising", "catch", "catching", "ignore", "ignoring", "suppress",
    "suppressing", "define", "defining", "create", "creating", "use", "using", "display",
    "displaying", "enable", "enabling", "trap", "trapping", "dealing", "deal", "specify",
    "specifying", "set", "setting", "configure", "configuring", "track", "tracking", "tracing",
    "trace", "capture", "capturing", "custom", "customizing", "customize", "reduce", "reducing",
    "minimize", "minimizing", "working", "manage", "managing", "sending", "send", "generate",
    "generating", "example", "examples", "see", "search", "open", "opening", "add", "adding",
    "write", "writing", "return", "returning", "reasons", "provide", "support", "examine",
    "examining", "locate", "analyze", "analyzing", "investigate", "investigating", "monitor",
    "monitoring", "select", "common", "known", "possible", "potential", "typical", "dispute",
    "disputing", "clear", "clearing", "file", "filing", "escalate",
];

/// Base forms that open an instruction.
pub(super) const VERBS: &[&str] = &[
    "accept", "access", "activate", "add", "adjust", "allow", "append", "apply", "approve", "ask",
    "assign", "attach", "attempt", "avoid", "back", "boot", "browse", "build", "buy", "call",
    "cancel", "change", "check", "choose", "clean", "clear", "click", "clone", "close", "combine",
    "comment", "compare", "compile", "complete", "configure", "confirm", "connect", "consider",
    "contact", "convert", "copy", "correct", "create", "cut", "decide", "declare", "decrease",
    "define", "delete", "deploy", "determine", "disable", "disconnect", "divide", "double-click",
    "download", "drag", "edit", "eliminate", "enable", "end", "ensure", "enter", "examine",
    "exclude", "execute", "exit", "expand", "export", "extract", "fill", "filter", "find", "fix",
    "follow", "force", "generate", "get", "give", "go", "grant", "have", "identify", "implement",
    "import", "include", "increase", "inform", "initialize", "insert", "inspect", "install",
    "invite", "invoke", "join", "keep", "launch", "leave", "let", "limit", "link", "list", "load",
    "locate", "log", "look", "lower", "make", "map", "mark", "match", "merge", "migrate", "modify",
    "mount", "move", "name", "navigate", "notify", "obtain", "open", "override", "paste", "pass",
    "pause", "perform", "pick", "place", "plan", "point", "populate", "prepare", "press", "prevent", "print",
    "provide", "publish", "pull", "purchase", "push", "put", "raise", "re-create", "re-enter",
    "re-register", "re-run", "reach", "rebuild", "recompile", "reconnect", "recreate", "reduce",
    "reenter", "refactor", "refresh", "regenerate", "register", "reinstall", "reload", "remove",
    "rename", "renew", "reopen", "repair", "repeat", "replace", "reply", "report", "request",
    "rerun", "resend", "reset", "resize", "resolve", "restart", "restore", "resubmit", "resume",
    "retrieve", "retry", "return", "reverse", "revert", "review", "rewrite", "right-click", "roll",
    "run", "save", "scan", "scroll", "search", "select", "send", "separate", "set", "share",
    "shorten", "shut", "simplify", "specify", "split", "start", "stop", "store", "submit",
    "suppress", "switch", "take", "tell", "terminate", "test", "toggle", "troubleshoot", "try",
    "turn", "type", "unblock", "uncheck", "uninstall", "unlink", "unload", "unlock", "unzip",
    "update", "upgrade", "upload", "use", "validate", "verify", "view", "wait", "withdraw", "work",
    "wrap", "write", "zip",
];

/// Verbs that send the reader elsewhere.
pub(super) const POINTERS: &[&str] = &[
    "see", "read", "refer", "learn", "visit", "consult", "watch",
];

/// After what could be a verb: it was a noun.
pub(super) const AFTER_NOUN: &[&str] = &[
    "is", "are", "was", "were", "has", "have", "can", "may", "will", "must", "does", "do", "of",
    "isn", "cases", "case", "should", "information", "details", "could", "would", "history",
    "results", "files",
];

/// Openings after which the instruction comes behind a comma.
pub(super) const OPENINGS: &[&str] = &[
    "to", "if", "in", "on", "when", "for", "before", "after", "from", "under", "at", "by", "as",
    "once", "until", "while", "using", "with", "otherwise", "instead", "also", "first", "next",
    "then", "finally", "alternatively", "additionally", "second", "third", "or", "and", "but", "so",
    "typically", "usually", "please", "simply", "just", "again", "yes", "no", "however",
    "therefore", "whenever", "where", "since", "because", "depending", "unless", "afterwards",
    "within", "during", "upon", "currently",
];

/// How somebody comes by an error or a message.
pub(super) const MEETINGS: &[&str] = &[
    "get", "gets", "getting", "receive", "receives", "receiving", "see", "seeing", "encounter",
    "encountered", "have", "having", "got", "shown", "was", "appear", "appears", "seen", "received",
    "hit", "hitting",
];

/// How something comes out with an error.
pub(super) const GIVING: &[&str] = &[
    "returns", "gives", "shows", "throws", "reports", "displays", "causes", "produces", "generates",
    "fails", "failed", "ends", "stops", "responds", "raises",
];

/// Imperatives that are never a noun at the front of a heading.
pub(super) const COMMANDS: &[&str] = &[
    "add", "allow", "append", "approve", "ask", "assign", "avoid", "choose", "configure", "confirm",
    "contact", "create", "define", "delete", "determine", "disable", "enable", "ensure", "enter",
    "find", "follow", "get", "give", "go", "have", "identify", "implement", "include", "keep", "know",
    "learn", "let", "locate", "make", "manage", "modify", "prevent", "provide", "read", "remove",
    "rename", "review", "see", "select", "send", "specify", "submit", "take", "tell", "understand",
    "uninstall", "use", "verify", "wait", "consider", "decide", "narrow", "replace", "appeal",
    "dispute", "protect", "keep", "apply", "check", "collect", "gather", "change",
];

/// Of [`CHOICE`], what "why … not" asks about without complaint.
pub(super) const NEEDS: &[&str] = &[
    "need", "needed", "require", "required", "requires", "necessary", "want", "recommended", "use",
    "just", "supposed", "a", "an", "simply",
];

/// What may stand before an imperative.
pub(super) const LEADS: &[&str] = &[
    "please", "then", "first", "also", "next", "instead", "otherwise", "simply", "just", "again",
    "finally", "alternatively", "always", "and", "or", "but", "so", "manually", "either",
    "carefully", "only", "now", "yes", "no",
];

/// Who must do something, other than by an imperative.
pub(super) const ACTORS: &[&str] =
    &["you", "partners", "customers", "they", "users", "developers", "admins", "it", "we"];

/// After "you can": what comes to the reader, nothing to do.
pub(super) const STATES: &[&str] = &[
    "not", "be", "only", "still", "expect", "now", "receive", "get", "have", "experience",
    "encounter", "earn", "wonder", "notice", "think",
];

/// What makes more of "Sign in" than an arrival.
pub(super) const SIGN_IN_WITH: &[&str] = &[
    "choose", "again", "using", "with", "credentials", "account", "out",
];

/// Of [`VERBS`], those that are nouns as often.
pub(super) const NOUNS: &[&str] = &[
    "access", "request", "change", "update", "return", "report", "link", "test", "support",
    "process", "call", "use", "list", "limit", "plan", "work", "match", "contact", "name", "type",
    "end", "load", "log", "purchase", "release", "review", "run", "start", "stop", "store", "view",
];

/// After a noun: what goes with it.
pub(super) const AFTER_DEED: &[&str] =
    &["to", "for", "from", "in", "by", "type", "types", "and", "or", "number", "s"];

/// Imperatives that only go somewhere, when their object is one of [`UI_PLACES`].
pub(super) const MOVES: &[&str] =
    &["select", "go", "open", "navigate", "click", "choose", "scroll", "browse", "expand", "launch"];

/// Parts of a user interface.
pub(super) const UI_PLACES: &[&str] = &[
    "workspace", "tab", "page", "icon", "menu", "pane", "settings", "dashboard", "portal", "navigation",
    "section", "gear", "panel", "blade", "center", "explorer", "window", "home", "app", "website",
];

/// What makes "what happens if …" a matter of faults.
pub(super) const BREAKS: &[&str] =
    &["fails", "fail", "failed", "error", "errors", "unable", "can", "crashes", "stuck", "lost", "outage"];

/// What a thing that works does.
pub(super) const WORKINGS: &[&str] = &[
    "work", "working", "start", "starting", "open", "load", "loading", "respond", "responding",
    "appear", "appearing", "display", "displayed", "render", "sync", "syncing", "connect", "install",
    "launch", "print", "boot", "save", "update", "updating", "play", "showing", "recognized",
    "available", "visible", "shown", "accessible", "reachable", "run", "complete", "finish",
    "compile",
];

/// Words that hold a sentence together and relate it to no other.
pub(super) const FUNCTION_WORDS: &[&str] = &[
    "about", "after", "again", "all", "already", "also", "and", "another", "any", "are", "because",
    "been", "before", "being", "but", "can", "could", "did", "doe", "does", "doing", "don", "each",
    "else", "even", "ever", "expected", "find", "for", "from", "get", "getting", "give", "had", "has",
    "have", "having", "her", "here", "his", "how", "into", "issue", "its", "just", "know", "like",
    "longer", "made", "make", "may", "message", "might", "more", "most", "much", "must", "need", "new",
    "not", "now", "off", "only", "option", "other", "our", "out", "over", "problem", "receive",
    "receiving", "same", "say", "see", "seeing", "seem", "set", "should", "shown", "some", "still",
    "such", "sure", "than", "that", "the", "their", "them", "then", "there", "these", "they", "this",
    "those", "though", "through", "too", "troubleshoot", "troubleshooting", "try", "trying", "unable",
    "under", "use", "used", "using", "very", "view", "want", "was", "were", "what", "when", "where",
    "which", "while", "who", "why", "will", "with", "within", "without", "won", "work", "would", "you",
    "your", "isn", "two", "one", "due", "via", "per", "doesn", "error", "failure", "common",
];

/// How a request ends that isn't met.
pub(super) const REFUSALS: &[&str] = &[
    "rejected", "suspended", "declined", "denied", "blocked", "disabled", "locked", "failed",
    "missing", "unavailable", "delayed", "refused", "restricted",
];

/// Where everything starts: trouble there is a reader's, not a subject.
pub(super) const ENTRIES: &[&str] = &[
    "sign-in", "signin", "login", "logon", "log-in", "access", "connection", "connectivity",
    "network", "installation", "install", "activation", "authentication", "permission",
    "permissions", "download", "upload", "payment", "startup", "boot", "printing", "audio",
    "verification", "enrollment", "registration",
];

/// In the header of a column that says what to do.
pub(super) const REMEDIES: &[&str] = &[
    "action", "actions", "fix", "fixes", "resolution", "solution", "solutions", "workaround",
    "mitigation", "troubleshoot", "troubleshooting", "remedy", "recommendation", "resolve",
];
