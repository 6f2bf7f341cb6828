//! Page shell, forms, languages, problem details and static files shared by every worker's pages.
