"""From mention to target: the only place where a target is chosen. Each module takes mentions of its kind and gives
the one candidate that is left, or the reason why there is none.

``numbers``          of resolutions and decisions; where "its resolution" is the adopting body's
``documents``        by their symbols; what is the document itself and no citation
``treaties``         by name, and by their registration in a treaty series
``references_back``  "the Convention", "those Protocols"
``instruments``      named ones that are no treaties: by this text's own note, else by the register
``ibid``             notes that lean on the one before
``history``          what the document has named so far, for all of them
"""
