import GRDB
import Persistence

// GRDB has types of the same names; here the plain names are ours.
typealias SQL = Persistence.SQL
typealias Row = Persistence.Row
typealias DatabaseError = Persistence.DatabaseError
