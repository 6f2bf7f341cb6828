# Offres et demandes des réseaux partenaires, et l'état de leur synchronisation.

listings-title = Offres et demandes
listings-lead = Ce que les entreprises de nos réseaux partenaires proposent et recherchent.
listings-search = Rechercher
listings-words = Mots-clés
listings-intent = Type
listings-any-intent = Offres et demandes
listings-country = Pays de l’entreprise
listings-any-country = Tous les pays
listings-reset = Tout afficher
listings-found = Résultats
listings-none = Il n’y a pas encore d’annonce.
listings-none-fit = Aucune annonce ne correspond à cette recherche. Essayez avec moins de mots ou tous les pays.
listings-pages = Autres résultats
listings-next = Annonces plus anciennes
listings-first = Retour aux plus récentes

listing-intent-offer = Offre
listing-intent-request = Demande
listing-domain = Domaine
listing-domain-business = Commerce
listing-domain-technology = Technologie
listing-domain-research = Recherche
listing-markets = Marchés
listing-technologies = Technologies
listing-cooperation = Type de coopération
listing-development = Stade de développement
listing-targets = Partenaires recherchés dans
listing-targets-any = tous les pays
listing-published = Publiée
listing-expires = Valable jusqu’au
listing-source = Source
listing-reference = Référence
listing-description = Description
listing-advantages = Avantages
listing-partner-sought = Partenaire recherché
listing-at-source = Lire la suite sur { $source }
listing-all = Toutes les offres et demandes
listing-excerpt = Ceci est un extrait. Le texte complet et le contact se trouvent sur { $source }.
listing-withdrawn-title = Cette annonce n’est plus disponible
listing-withdrawn-withdrawn = Son réseau l’a retirée ({ $date }).
listing-withdrawn-expired = Elle avait expiré lors de notre dernière vérification ({ $date }).

sources-title = Bases de données partenaires
sources-lead = D’où viennent nos annonces et si le dernier import a réussi.
sources-none = Aucune base de données partenaire n’est configurée. Ajoutez-en une sous [[partners.sources]] dans la configuration.
source-listings = { $count ->
    [one] { $count } annonce
   *[other] { $count } annonces
}
source-rejected-count = { $count ->
    [one] { $count } ligne inutilisable
   *[other] { $count } lignes inutilisables
}
source-complete = Complet pour la dernière fois : { $date }
source-complete-label = Dernier import complet
source-never = jamais importée
source-not-configured = plus configurée
source-url = Adresse
source-stock = Annonces conservées
source-due-label = Prochain import
source-due-now = maintenant
source-pull-now = Importer maintenant
source-asked = L’import commencera dans quelques secondes. Rechargez cette page pour voir le résultat.
source-trouble = L’import en cours attend et reprendra de lui-même : { $trouble }
source-outcome-ok = complet
source-outcome-partial = partiel
source-outcome-failed = échec
source-outcome-open = en cours
source-outcome-waiting = en attente
source-runs = Imports
source-no-runs = Il n’y a pas encore eu d’import.
run-started = Début
run-outcome = Résultat
run-received = Reçues
run-created = Nouvelles
run-updated = Modifiées
run-unchanged = Inchangées
run-withdrawn = Retirées
run-rejected = Inutilisables
source-rejected = Lignes inutilisables
source-rejected-lead = Ces lignes sont mises de côté jusqu’à ce que la source en envoie de meilleures. Indiquez au réseau la règle qu’elles enfreignent.
source-rejected-at = Reçue le { $date }
source-rejected-none = Il n’y en a pas.
