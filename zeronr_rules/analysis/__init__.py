"""What a change of the law does to a population: costs, winners and losers, poverty."""
