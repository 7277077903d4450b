import Hummingbird
import GRDB
import AsyncHTTPClient
import ArgumentParser
import Configuration
