# Listings of partner networks, and how their sync goes.

listings-title = Offers and requests
listings-lead = What companies of our partner networks offer and look for.
listings-search = Search
listings-words = Keywords
listings-intent = Kind
listings-any-intent = Offers and requests
listings-country = Country of the company
listings-any-country = All countries
listings-reset = Show all
listings-found = Results
listings-none = There are no listings yet.
listings-none-fit = No listings match this search. Try fewer words, or all countries.
listings-pages = More results
listings-next = Older listings
listings-first = Back to the newest

listing-intent-offer = Offer
listing-intent-request = Request
listing-domain = Field
listing-domain-business = Business
listing-domain-technology = Technology
listing-domain-research = Research
listing-markets = Markets
listing-technologies = Technologies
listing-cooperation = Kind of cooperation
listing-development = Stage of development
listing-targets = Partners sought in
listing-targets-any = any country
listing-published = Published
listing-expires = Valid until
listing-source = Source
listing-reference = Reference
listing-description = Description
listing-advantages = Advantages
listing-partner-sought = Partner sought
listing-at-source = Read more at { $source }
listing-all = All offers and requests
listing-excerpt = This is an excerpt. The whole text and the contact are at { $source }.
listing-withdrawn-title = This listing is no longer available
listing-withdrawn-withdrawn = Its network withdrew it on { $date }.
listing-withdrawn-expired = It had expired when we asked on { $date }.

sources-title = Partner databases
sources-lead = Where our listings come from and whether the last pull went well.
sources-none = No partner database is configured. Add one under [[partners.sources]] in the configuration.
source-listings = { $count ->
    [one] { $count } listing
   *[other] { $count } listings
}
source-rejected-count = { $count ->
    [one] { $count } unusable row
   *[other] { $count } unusable rows
}
source-complete = Last complete on { $date }
source-complete-label = Last complete
source-never = never pulled yet
source-not-configured = no longer configured
source-url = Address
source-stock = Listings kept
source-due-label = Next pull
source-due-now = now
source-pull-now = Pull now
source-asked = The pull will begin within a few seconds. Reload this page to see how it went.
source-trouble = The pull under way waits and will go on by itself: { $trouble }
source-outcome-ok = complete
source-outcome-partial = partial
source-outcome-failed = failed
source-outcome-open = under way
source-outcome-waiting = waiting
source-runs = Pulls
source-no-runs = Nothing has been pulled yet.
run-started = Started
run-outcome = Outcome
run-received = Received
run-created = New
run-updated = Changed
run-unchanged = Unchanged
run-withdrawn = Withdrawn
run-rejected = Unusable
source-rejected = Unusable rows
source-rejected-lead = These rows are kept aside until the source sends better ones. Tell the network which rule they break.
source-rejected-at = Received on { $date }
source-rejected-none = There are none.
