/// How a piece of text looks where there are colors. The value is what ANSI wrote down for it.
package enum Style: String, Sendable {
  case plain = ""
  case bold = "1"
  case dim = "2"
  case red = "31"
  case strongRed = "1;31"
  case green = "32"
  case yellow = "33"
  case blue = "34"
  case cyan = "36"
}
