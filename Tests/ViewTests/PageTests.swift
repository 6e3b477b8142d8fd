import Foundation
import JSON
import PantherTools
import TestSupport
import Testing

/// The page as it is, without a browser.
@Suite(.fewAtOnce) struct PageTests {
  private let page = View.page(version: "1.2.3")

  @Test func `is one small page that hosts can put their policy into`() {
    #expect(page.utf8.count < 50_000)
    #expect(page.hasPrefix("<!doctype html>\n<html lang=\"en\"><head><meta charset=\"utf-8\">"))
    #expect(page.contains("version: \"1.2.3\""))
    #expect(page.contains("<script>") && !page.contains("/* script */") && !page.contains("/* style */"))
    #expect(!page.contains("{version}"))
  }

  @Test(arguments: [
    "innerHTML", "outerHTML", "insertAdjacentHTML", "document.write", "eval(", "new Function", "import(", "fetch(",
    "XMLHttp",
    "WebSocket", "data:", "blob:", "localStorage", "sessionStorage", "cookie", "onclick=", "onerror=", "<img", "<a ",
    "<form",
    "<link", "src=", "href", "url(", "@import", "animation", "transition", "100vh", "tools/call",
  ])
  func `has nothing that loads, keeps, runs or moves anything`(_ word: String) {
    #expect(!page.contains(word))
  }

  @Test func `names no address but that of its drawing language`() {
    let rest = page.replacing("http://www.w3.org/2000/svg", with: "").replacing("/^https:", with: "")
    #expect(!rest.contains("http:") && !rest.contains("https:"))
  }

  // MARK: Messages

  /// Members of a message that replace those of a right one, which is asked or answered by `other`.
  @Test(
    arguments: [
      [:], ["id": nil], ["id": 1.5], ["id": true], ["method": "ui/unknown"], ["params": nil],
      ["params": ["mode": "large"]],
      ["params": ["mode": "inline", "more": 1]], ["result": [:]], ["jsonrpc": "1.0"], ["params": [:]],
    ] as [[String: JSON?]])
  func `the tests of the view see each message that the protocol does not have`(_ change: [String: JSON?]) {
    var message: JSON.Object = [
      "jsonrpc": "2.0", "id": 1, "method": "ui/request-display-mode", "params": ["mode": "inline"],
    ]
    for (name, value) in change { message[name] = value }
    #expect(MessageShapes.problems(ofView: [.object(message)], host: []).isEmpty == change.isEmpty)
  }

  @Test(
    arguments: [
      ("{}", "no mode"), (#"{"mode":"large"}"#, "no such mode"), ("null", "no object"), (#"{"mode":"inline"}"#, nil),
    ] as [(String, String?)])
  func `and each answer`(_ result: String, _ problem: String?) throws {
    let request: JSON = ["jsonrpc": "2.0", "id": 1, "method": "ui/request-display-mode", "params": ["mode": "inline"]]
    let answer: JSON = ["jsonrpc": "2.0", "id": 1, "result": try JSON(parsing: result)]
    #expect(MessageShapes.problems(ofView: [request], host: [answer]).isEmpty == (problem == nil))
    #expect(!MessageShapes.problems(ofView: [], host: [answer]).isEmpty, "nobody has asked")
    #expect(!MessageShapes.problems(ofView: [request, request], host: []).isEmpty, "two requests with one id")
  }

  // MARK: Colours

  /// The colours of a theme by their names, where the host gives none.
  private func colours(_ theme: String) throws -> [String: String] {
    let start = try #require(page.range(of: theme == "dark" ? ":root[data-theme=\"dark\"]{" : ":root{"))
    let block = page[start.upperBound...].prefix { $0 != "}" }
    let lines = block.matches(of: /--(\w+):(?:var\(--[\w-]+,)?(#[0-9a-f]{6})\)?;/)
    return Dictionary(uniqueKeysWithValues: lines.map { (String($0.1), String($0.2)) })
  }

  /// Red, green and blue as amounts of light, from 0 to 1.
  private static func light(_ colour: String) -> [Double] {
    let number = Int(colour.dropFirst(), radix: 16) ?? 0
    return [16, 8, 0].map { shift in
      let part = Double((number >> shift) & 255) / 255
      return part <= 0.04045 ? part / 12.92 : pow((part + 0.055) / 1.055, 2.4)
    }
  }

  private static func luminance(_ light: [Double]) -> Double {
    0.2126 * light[0] + 0.7152 * light[1] + 0.0722 * light[2]
  }

  /// The contrast of two colours (WCAG 2.2).
  private static func contrast(_ one: String, _ other: String) -> Double {
    let both = [one, other].map { luminance(light($0)) }.sorted()
    return (both[1] + 0.05) / (both[0] + 0.05)
  }

  @Test(arguments: ["light", "dark"])
  func `texts and marks can be told from the ground`(_ theme: String) throws {
    let colours = try colours(theme)
    let ground = try #require(colours["ground"])
    for name in ["ink", "dim"] { #expect(Self.contrast(try #require(colours[name]), ground) >= 4.5, "\(name)") }
    for name in ["mark", "critical", "high", "medium", "low", "info", "ring"] {
      #expect(Self.contrast(try #require(colours[name]), ground) >= 3, "\(name)")
    }
  }

  /// How eyes see that lack one kind of cones (Machado, Oliveira and Fernandes, 2009), and all eyes.
  private static let eyes: [String: [[Double]]] = [
    "usual": [[1, 0, 0], [0, 1, 0], [0, 0, 1]],
    "protanopia": [
      [0.152286, 1.052583, -0.204868], [0.114503, 0.786281, 0.099216], [-0.003882, -0.048116, 1.051998],
    ],
    "deuteranopia": [
      [0.367322, 0.860646, -0.227968], [0.280085, 0.672501, 0.047413], [-0.011820, 0.042940, 0.968881],
    ],
    "tritanopia": [
      [1.255528, -0.076749, -0.178779], [-0.078411, 0.930809, 0.147602], [0.004733, 0.691367, 0.303900],
    ],
  ]

  /// The place of a colour in CIELAB, in which distances are what eyes see.
  private static func place(_ colour: String, _ eye: [[Double]]) -> [Double] {
    let seen = eye.map { row in min(max(zip(row, light(colour)).map(*).reduce(0, +), 0), 1) }
    let (red, green, blue) = (seen[0], seen[1], seen[2])
    let xyz = [
      (0.4124 * red + 0.3576 * green + 0.1805 * blue) / 0.9505, luminance(seen),
      (0.0193 * red + 0.1192 * green + 0.9505 * blue) / 1.089,
    ].map { $0 > 0.008856 ? cbrt($0) : 7.787 * $0 + 16 / 116 }
    return [116 * xyz[1] - 16, 500 * (xyz[0] - xyz[1]), 200 * (xyz[1] - xyz[2])]
  }

  @Test(arguments: ["light", "dark"], ["usual", "protanopia", "deuteranopia", "tritanopia"])
  func `severities can be told from each other by any eyes`(_ theme: String, _ eye: String) throws {
    let colours = try colours(theme)
    let matrix = try #require(Self.eyes[eye])
    let places = try ["critical", "high", "medium", "low", "info"].map {
      ($0, Self.place(try #require(colours[$0]), matrix))
    }
    for (index, one) in places.enumerated() {
      for other in places[..<index] {
        let distance = zip(one.1, other.1).map { pow($0 - $1, 2) }.reduce(0, +).squareRoot()
        #expect(distance >= 15, "\(one.0) and \(other.0)")
      }
    }
  }
}
