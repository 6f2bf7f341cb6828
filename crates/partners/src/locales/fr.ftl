# Offres et demandes des réseaux partenaires, et l'état de leur synchronisation.

listings-title = Offres et demandes
listings-lead = Ce que les entreprises de nos réseaux partenaires proposent et recherchent.
listings-search = Rechercher
listings-words = Mots
listings-intent = Type
listings-any-intent = Offres et demandes
listings-country = Pays de l’entreprise
listings-any-country = Tous les pays
listings-reset = Tout afficher
listings-found = Résultats
listings-none = Il n’y a pas encore d’annonces.
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
listing-development = Stade
listing-targets = Partenaires recherchés
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
listing-withdrawn-expired = Elle avait expiré lors de notre dernière interrogation ({ $date }).

sources-title = Bases partenaires
sources-lead = D’où viennent nos annonces et si la dernière lecture a réussi.
sources-none = Aucune base partenaire n’est configurée. Ajoutez-en une sous [[partners.sources]] dans la configuration.
source-listings = { $count ->
    [one] { $count } annonce
   *[other] { $count } annonces
}
source-rejected-count = { $count ->
    [one] { $count } ligne inutilisable
   *[other] { $count } lignes inutilisables
}
source-complete = Complète pour la dernière fois : { $date }
source-complete-label = Dernière lecture complète
source-never = jamais lue
source-not-configured = n’est plus configurée
source-url = Adresse
source-stock = Contenu
source-due-label = Prochaine lecture
source-due-now = maintenant
source-pull-now = Lire maintenant
source-asked = La lecture commencera dans quelques secondes. Rechargez cette page pour voir le résultat.
source-trouble = La lecture en cours attend et reprendra d’elle-même : { $trouble }
source-outcome-ok = complète
source-outcome-partial = partielle
source-outcome-failed = échouée
source-outcome-open = en cours
source-outcome-waiting = en attente
source-runs = Lectures
source-no-runs = Il n’y a pas encore eu de lecture.
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
source-rejected-at = Reçue : { $date }
source-rejected-none = Il n’y en a pas.
