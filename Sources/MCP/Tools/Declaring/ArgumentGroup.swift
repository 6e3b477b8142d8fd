/// Arguments that several tools share. A tool has the group as a property, and a caller finds them among the tool's own.
package protocol ArgumentGroup: Sendable {}
